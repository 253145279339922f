import { describe, expect, test, vi } from 'vitest'
import { OpenKeyError } from '../errors/openKeyError.ts'
import { fakeClock } from '../testing/fakeClock.ts'
import { type Reject, withDeadline } from './withDeadline.ts'

const never = () => new Promise<never>(() => {})

describe('withDeadline', () => {
  test('passes on what the work answers or throws', async () => {
    const thrown = new TypeError('mine')
    expect(await withDeadline({}, async () => 7)).toBe(7)
    await expect(withDeadline({}, () => Promise.reject(thrown))).rejects.toBe(thrown)
    await expect(
      withDeadline({}, () => {
        throw thrown
      }),
    ).rejects.toBe(thrown)
  })

  test('fails with timeout, and leaves no timer', async () => {
    const clock = fakeClock()
    const failed = expect(withDeadline({ clock, timeoutMs: 2_500 }, never)).rejects.toMatchObject({ code: 'timeout' })
    clock.advance(2_500)
    await failed
    expect(clock.pending()).toBe(0)
  })

  test('has no deadline unless told', () => {
    const clock = fakeClock()
    withDeadline({ clock }, never)
    expect(clock.pending()).toBe(0)
  })

  test('does not start work whose signal is aborted', async () => {
    const work = vi.fn(never)
    await expect(withDeadline({ signals: [AbortSignal.abort()] }, work)).rejects.toMatchObject({ code: 'aborted' })
    expect(work).not.toHaveBeenCalled()
  })

  test('keeps the first outcome', async () => {
    let fail: Reject = () => {}
    const clock = fakeClock()
    const controller = new AbortController()
    const settled = withDeadline({ clock, timeoutMs: 1_000, signals: [undefined, controller.signal] }, (given) => {
      fail = given
      return never()
    })
    const first = new OpenKeyError('channel_closed', 'Closed.')
    fail(first)
    fail(new OpenKeyError('destroyed', 'Destroyed.'))
    controller.abort()
    clock.advance(1_000)
    await expect(settled).rejects.toBe(first)
  })

  test('S13: notifies the work once no one waits any more, and stops listening to the given signal', async () => {
    const controller = new AbortController()
    const added = vi.spyOn(controller.signal, 'addEventListener')
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const seen: AbortSignal[] = []
    const work = (outcome: Promise<number>) => (_: Reject, settled: () => AbortSignal) => {
      seen.push(settled())
      return outcome
    }
    const clock = fakeClock()
    const failed = withDeadline({ clock, timeoutMs: 1_000 }, work(never()))
    await withDeadline({ signals: [undefined, controller.signal] }, work(Promise.resolve(7)))
    clock.advance(1_000)
    await expect(failed).rejects.toMatchObject({ code: 'timeout' })
    expect(seen.map(({ aborted }) => aborted)).toEqual([true, true])
    expect(added.mock.calls).toEqual([['abort', expect.any(Function)]])
    expect(removed.mock.calls).toEqual(added.mock.calls)
  })

  test('notifies work that asks after it was given up', async () => {
    let ask: (() => AbortSignal) | undefined
    const failed = withDeadline({}, (fail, settled) => {
      ask = settled
      fail(new OpenKeyError('channel_closed', 'Closed.'))
      return never()
    })
    await expect(failed).rejects.toMatchObject({ code: 'channel_closed' })
    expect(ask?.().aborted).toBe(true)
  })
})
