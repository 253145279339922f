import type { WallClock } from '@openkey/protocol'
import { LRUCache } from 'lru-cache'
import { NodeError } from '../errors/nodeError.ts'

/** Counts events per subject in a fixed window. */
export type RateLimit = {
  /** Counts one event. An unknown subject is not counted. @throws {NodeError} `rate_limited` beyond the limit */
  spend(subject: string | undefined): void
}

/** The limits of a node. Each subject has its own; none is shared by all callers. */
export type RateLimits = {
  /** Requests from one address, counted before any other work. */
  readonly perAddress: RateLimit
  /**
   * Tokens by one key or account. A token counts once its signature is verified, so that nobody can spend the budget of
   * another key, and before anything is stored or looked up for it.
   */
  readonly perKey: RateLimit
}

const windowMs = 60_000

/** Subjects that are counted at a time. Beyond it, the ones longest idle start anew. */
const maxSubjects = 10_000

/** Creates the limits of a node. @param options `perAddress` and `perKey` are events per minute */
export function createRateLimits({
  perAddress,
  perKey,
  clock,
}: {
  readonly perAddress: number
  readonly perKey: number
  readonly clock: WallClock
}): RateLimits {
  return { perAddress: createRateLimit(perAddress, clock), perKey: createRateLimit(perKey, clock) }
}

function createRateLimit(most: number, clock: WallClock): RateLimit {
  const counts = new LRUCache<string, { readonly endsAtMs: number; count: number }>({ max: maxSubjects })
  return {
    spend(subject) {
      if (subject === undefined) return
      const nowMs = clock.now()
      const found = counts.get(subject)
      const current = found && found.endsAtMs > nowMs ? found : { endsAtMs: nowMs + windowMs, count: 0 }
      current.count += 1
      counts.set(subject, current)
      if (current.count > most) throw new NodeError('rate_limited')
    },
  }
}
