import { type Clock, systemClock } from './clock.ts'

/** Longest wait between two looks at the wall clock, in milliseconds. */
const lookEveryMs = 1_000

export type StartDeadlineOptions = {
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** By the wall clock, from the call on. */
  readonly timeoutMs: number
  readonly onExpire: () => void
}

/**
 * Calls `onExpire` once `timeoutMs` have passed by the wall clock. Timers stand still while a machine sleeps,
 * so one long timer would overrun by the length of the sleep; this one is late by a second at most.
 * @returns its undo
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
