import { describe, expect, test, vi } from 'vitest'
import { OpenKeyError } from './errors/openKeyError.ts'
import { type Fail, settleOnce } from './settleOnce.ts'
import { fakeClock } from './testing/fakeClock.ts'

const never = () => new Promise<never>(() => {})

describe('settleOnce', () => {
  test('passes on what the work answers or throws', async () => {
    const thrown = new TypeError('mine')
    expect(await settleOnce({}, async () => 7)).toBe(7)
    await expect(settleOnce({}, () => Promise.reject(thrown))).rejects.toBe(thrown)
    await expect(
      settleOnce({}, () => {
        throw thrown
      }),
    ).rejects.toBe(thrown)
  })

  test('fails with timeout, and leaves no timer', async () => {
    const clock = fakeClock()
    const failed = expect(settleOnce({ clock, timeoutMs: 2_500 }, never)).rejects.toMatchObject({ code: 'timeout' })
    clock.advance(2_500)
    await failed
    expect(clock.pending()).toBe(0)
  })

  test('has no deadline unless told', () => {
    const clock = fakeClock()
    settleOnce({ clock }, never)
    expect(clock.pending()).toBe(0)
  })

  test('does not start work whose signal is aborted', async () => {
    const work = vi.fn(never)
    await expect(settleOnce({ signal: AbortSignal.abort() }, work)).rejects.toMatchObject({ code: 'aborted' })
    expect(work).not.toHaveBeenCalled()
  })

  test('keeps the first outcome', async () => {
    let fail: Fail = () => {}
    const clock = fakeClock()
    const controller = new AbortController()
    const settled = settleOnce({ clock, timeoutMs: 1_000, signal: controller.signal }, (given) => {
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

  test('S13: tells the work once nobody waits any more, and lets go of the signal it was given', async () => {
    const controller = new AbortController()
    const added = vi.spyOn(controller.signal, 'addEventListener')
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const seen: AbortSignal[] = []
    const work = (outcome: Promise<number>) => (_: Fail, settled: () => AbortSignal) => {
      seen.push(settled())
      return outcome
    }
    const clock = fakeClock()
    const failed = settleOnce({ clock, timeoutMs: 1_000 }, work(never()))
    await settleOnce({ signal: controller.signal }, work(Promise.resolve(7)))
    clock.advance(1_000)
    await expect(failed).rejects.toMatchObject({ code: 'timeout' })
    expect(seen.map(({ aborted }) => aborted)).toEqual([true, true])
    expect(added.mock.calls).toEqual([['abort', expect.any(Function)]])
    expect(removed.mock.calls).toEqual(added.mock.calls)
  })

  test('tells work that asks after it was given up', async () => {
    let ask: (() => AbortSignal) | undefined
    const failed = settleOnce({}, (fail, settled) => {
      ask = settled
      fail(new OpenKeyError('channel_closed', 'Closed.'))
      return never()
    })
    await expect(failed).rejects.toMatchObject({ code: 'channel_closed' })
    expect(ask?.().aborted).toBe(true)
  })
})
