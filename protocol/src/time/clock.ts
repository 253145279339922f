/** The time. A parameter wherever it is used, so that tests can control it. */
export type WallClock = {
  /** Milliseconds since the epoch. Must advance while the machine sleeps. */
  now(): number
}

/** A wall clock and a cancellable timer. */
export type Clock = WallClock & {
  /** Calls `run` once after about `delayMs`. @returns a function that cancels the timer */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
