/** Time as the wire needs it: a wall clock, and a timer that can be taken back. */
export type Clock = {
  /** Milliseconds since the epoch. Must go on while the machine sleeps. */
  now(): number
  /** Runs `run` once after about `delayMs`; returns its undo. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
