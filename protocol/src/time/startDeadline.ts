import { type Clock, systemClock } from './clock.ts'

/** Maximum time between two reads of the wall clock, in milliseconds. */
const lookEveryMs = 1_000

export type StartDeadlineOptions = {
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** Wall-clock time from the call on, in milliseconds. */
  readonly timeoutMs: number
  readonly onExpire: () => void
}

/**
 * Calls `onExpire` once `timeoutMs` have passed on the wall clock. Timers stop while a machine sleeps, so that one long
 * timer would be late by the length of the sleep. This one is late by at most a second.
 * @returns a function that cancels the deadline
 */
export function startDeadline({ clock = systemClock, timeoutMs, onExpire }: StartDeadlineOptions): () => void {
  const expiresAt = clock.now() + timeoutMs
  const look = () => {
    const remainingMs = expiresAt - clock.now()
    if (remainingMs <= 0) return onExpire()
    undo = clock.after(Math.min(remainingMs, lookEveryMs), look)
  }
  let undo = clock.after(Math.min(timeoutMs, lookEveryMs), look)
  return () => undo()
}
