import { retryAfterMs } from './declinePolicy.ts'

/** Number of messages of an origin that may be rejected within {@link withinMs} before the next is rejected unread. */
const maxRejections = 20

/** In milliseconds. */
const withinMs = 60_000

/** Bounds the work that rejected messages cause, because the frames of all sites share one thread. */
export type RejectionLimiter = {
  /** @returns milliseconds until the next message may be read; `undefined` if it may be read at once */
  readonly retryAfterMs: (now: number) => number | undefined
  readonly record: (now: number) => void
}

export function createRejectionLimiter(): RejectionLimiter {
  let rejections: readonly number[] = []
  return {
    retryAfterMs: (now) => retryAfterMs(rejections, now, { limit: maxRejections, withinMs }),
    record(now) {
      rejections = [...rejections, now].slice(-maxRejections)
    },
  }
}
