import type { Clock } from '../time/clock.ts'

export type FakeClock = Clock & {
  /** Lets time pass; due timers run in order. */
  readonly advance: (ms: number) => void
  /** Lets time pass as on a sleeping machine: the wall clock moves on, timers stand still. */
  readonly sleep: (ms: number) => void
  /** Number of pending timers, so that a test can assert that none is left. */
  readonly pending: () => number
}

type Timer = { readonly dueAt: number; readonly run: () => void }

/** A clock that moves only when told. `startAt` in milliseconds since the epoch. */
export function fakeClock(startAt = Date.UTC(2026, 0, 1)): FakeClock {
  const timers = new Set<Timer>()
  let now = startAt
  /** Time timers live by; it leaves out the time slept. */
  let awake = 0

  const nextDueBy = (end: number) =>
    [...timers].filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0]

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { dueAt: awake + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const end = awake + ms
      for (let timer = nextDueBy(end); timer !== undefined; timer = nextDueBy(end)) {
        now += timer.dueAt - awake
        awake = timer.dueAt
        timers.delete(timer)
        timer.run()
      }
      now += end - awake
      awake = end
    },
    sleep(ms) {
      now += ms
    },
    pending: () => timers.size,
  }
}
