/** Number of messages of an origin that may be rejected within {@link withinMs} before the next is rejected unread. */
const maxRejections = 20

/** In milliseconds. */
const withinMs = 60_000

/** Bounds the work that refused messages cause, because the frames of all sites share one thread. */
export type RejectionLimiter = {
  /** @returns milliseconds until the next message may be read; `undefined` if it may be read at once */
  readonly retryAfterMs: (now: number) => number | undefined
  readonly record: (now: number) => void
}

export function createRejectionLimiter(): RejectionLimiter {
  let refusals: readonly number[] = []
  const recent = (now: number) => refusals.filter((at) => at > now - withinMs && at <= now)
  return {
    retryAfterMs(now) {
      const oldest = recent(now).at(-maxRejections)
      return oldest === undefined ? undefined : oldest + withinMs - now
    },
    record(now) {
      refusals = [...recent(now), now]
    },
  }
}
