import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeClock } from '../testing/fakeClock.ts'
import { type Clock, createSystemClock } from './clock.ts'

type Controls = { readonly advance: (ms: number) => void; readonly sleep: (ms: number) => void }

const startedAt = Date.UTC(2026, 0, 1)

beforeEach(() => void vi.useFakeTimers({ now: startedAt, toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

const ofSystem = (): Clock & Controls => ({
  ...createSystemClock(),
  advance: vi.advanceTimersByTime,
  sleep: (ms) => vi.setSystemTime(Date.now() + ms),
})

describe.each([
  ['createSystemClock', ofSystem],
  ['fakeClock', () => fakeClock(startedAt)],
] as const)('%s', (_, create) => {
  test('calls each function once, in the order in which they are due', async () => {
    const clock = create()
    const calls: [string, number][] = []
    for (const [name, delayMs] of [
      ['third', 4_200],
      ['first', 300],
      ['second', 1_500],
    ] as const) {
      clock.after(delayMs, () => calls.push([name, clock.now() - startedAt]))
    }
    await pass(clock, 10_000)
    expect(calls).toEqual([
      ['first', 300],
      ['second', 1_500],
      ['third', 4_200],
    ])
  })

  test('does not call a cancelled function, and calls those that wait behind it', async () => {
    const clock = create()
    const run = vi.fn()
    const cancel = clock.after(500, () => expect.unreachable('It was cancelled.'))
    clock.after(700, run)
    await pass(clock, 400)
    cancel()
    cancel()
    await pass(clock, 300)
    expect(run).toHaveBeenCalledOnce()
  })

  test('cancels one function from another that is due at the same time', async () => {
    const clock = create()
    const run = vi.fn()
    clock.after(500, () => cancel())
    const cancel = clock.after(500, run)
    await pass(clock, 2_000)
    expect(run).not.toHaveBeenCalled()
  })

  test('calls a function that another one has added', async () => {
    const clock = create()
    const run = vi.fn()
    clock.after(500, () => clock.after(500, run))
    await pass(clock, 999)
    expect(run).not.toHaveBeenCalled()
    await pass(clock, 1)
    expect(run).toHaveBeenCalledOnce()
  })

  test('calls a function within a second of waking from a sleep longer than its delay', async () => {
    const clock = create()
    const run = vi.fn()
    clock.after(300_000, run)
    await pass(clock, 2_500)
    clock.sleep(300_000)
    await pass(clock, 1_000)
    expect(run).toHaveBeenCalledOnce()
  })
})

/** Lets time pass in small steps, with the microtasks of each. */
async function pass(clock: Controls, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1) {
    clock.advance(1)
    await Promise.resolve()
  }
}

describe('createSystemClock', () => {
  test('goes on after a function that throws', async () => {
    const clock = ofSystem()
    const run = vi.fn()
    clock.after(100, () => {
      throw new Error('broken')
    })
    clock.after(200, run)
    expect(() => clock.advance(100)).toThrow('broken')
    await pass(clock, 100)
    expect(run).toHaveBeenCalledOnce()
  })

  test('sets one timer of the browser for all of its own', async () => {
    const clock = ofSystem()
    for (let each = 0; each < 100; each += 1) clock.after(30_000, () => {})()
    clock.after(30_000, () => {})
    expect(vi.getTimerCount()).toBe(1)
  })

  test('sets its timer again when a script of the page has cleared it', async () => {
    const clock = ofSystem()
    const run = vi.fn()
    clock.after(30_000, run)
    vi.clearAllTimers()
    await pass(clock, 2_000)
    clock.after(30_000, () => {})
    await pass(clock, 28_000)
    expect(run).toHaveBeenCalledOnce()
  })

  test('leaves no timer once nothing waits', async () => {
    const clock = ofSystem()
    clock.after(300_000, () => {})()
    await pass(clock, 1_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})
