/** The time. A parameter wherever it is used, so that tests can control it. */
export type WallClock = {
  /** Milliseconds since the epoch. Must advance while the machine sleeps. */
  now(): number
}

/** A wall clock and cancellable timers. */
export type Clock = WallClock & {
  /**
   * Calls `run` once `delayMs` have passed on the wall clock. While a machine sleeps, its timers stand still; `run` is
   * called at most a second after it wakes.
   * @returns a function that cancels the timer
   */
  after(delayMs: number, run: () => void): () => void
}

/** Maximum time between two reads of the wall clock while a timer waits, in milliseconds. */
const lookEveryMs = 1_000

type Waiting = { readonly dueAt: number; readonly run: () => void }

/** The clock of the system. */
export const systemClock = createSystemClock()

/**
 * Creates a clock of the system. All its timers share one of the browser's, which a cancelled one leaves set for up to a
 * second: setting and clearing a timer costs a fifth of a call over a port.
 */
export function createSystemClock(): Clock {
  /** In the order in which they are due. */
  let waiting: readonly Waiting[] = []
  let firesAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function setTimer() {
    const [first] = waiting
    if (!first) return
    const now = Date.now()
    const lookAt = Math.min(first.dueAt, now + lookEveryMs)
    // A script of the page may have cleared a timer that should have fired by now.
    if (firesAt > now && firesAt <= lookAt) return
    clearTimeout(timer)
    firesAt = lookAt
    timer = setTimeout(look, lookAt - now)
  }

  /** Calls at most one function, so that it can cancel another that is due, and so that an error ends no other. */
  function look() {
    firesAt = 0
    const [first] = waiting
    const isDue = first && first.dueAt <= Date.now()
    if (isDue) waiting = waiting.slice(1)
    setTimer()
    if (isDue) first.run()
  }

  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const entry = { dueAt: Date.now() + delayMs, run }
      waiting = [...waiting, entry].sort((a, b) => a.dueAt - b.dueAt)
      setTimer()
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
  }
}
