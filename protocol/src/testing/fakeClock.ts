import type { Clock } from '../time/clock.ts'

export type FakeClock = Clock & {
  /** Lets time pass; due timers run in order. */
  readonly advance: (ms: number) => void
  /** Lets time pass as on a sleeping machine: the wall clock moves on, and timers run once time passes again. */
  readonly sleep: (ms: number) => void
  /** Number of pending timers, so that a test can assert that none is left. */
  readonly pending: () => number
}

type Timer = { readonly dueAt: number; readonly run: () => void }

/** A clock that moves only when told. `startAt` in milliseconds since the epoch. */
export function fakeClock(startAt = Date.UTC(2026, 0, 1)): FakeClock {
  const timers = new Set<Timer>()
  let now = startAt

  const nextDueBy = (end: number) =>
    [...timers].filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0]

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { dueAt: now + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (let timer = nextDueBy(end); timer !== undefined; timer = nextDueBy(end)) {
        now = Math.max(now, timer.dueAt)
        timers.delete(timer)
        timer.run()
      }
      now = end
    },
    sleep(ms) {
      now += ms
    },
    pending: () => timers.size,
  }
}
