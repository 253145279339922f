import { afterEach, describe, expect, test, vi } from 'vitest'
import { anySignal } from './anySignal.ts'

const native = AbortSignal.any
afterEach(() => void Reflect.set(AbortSignal, 'any', native))

describe.each(['with', 'without'])('anySignal, %s AbortSignal.any', (has) => {
  const make = () => {
    if (has === 'without') Reflect.deleteProperty(AbortSignal, 'any')
    const [one, other] = [new AbortController(), new AbortController()]
    return { one, other, both: () => anySignal([one.signal, other.signal]) }
  }

  test('aborts with the first that does, for its reason, once', () => {
    const { one, other, both } = make()
    const signal = both()
    const heard = vi.fn()
    signal.addEventListener('abort', heard)
    expect(signal.aborted).toBe(false)
    other.abort('other')
    one.abort('one')
    expect([signal.aborted, signal.reason, heard.mock.calls.length]).toEqual([true, 'other', 1])
  })

  test('is aborted where one is already', () => {
    const { one, other, both } = make()
    other.abort('earlier')
    const signal = both()
    one.abort('later')
    expect([signal.aborted, signal.reason]).toEqual([true, 'earlier'])
  })

  test('never aborts where none does', () => {
    expect(make().both().aborted).toBe(false)
  })
})
