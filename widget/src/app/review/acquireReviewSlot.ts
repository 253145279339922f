import { OpenKeyError, type Origin } from '@openkey/protocol'
import { waitAfterDeclines } from '../../domain/approval/waitAfterDeclines.ts'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { ReviewLock } from '../../ports/reviewLock.ts'

export type ReviewSlotContext = {
  readonly boundOrigin: Origin
  readonly config: Pick<DeploymentConfig, 'declines'>
  readonly origins: Pick<OriginStore, 'declines'>
  readonly lock: ReviewLock
  readonly clock: Clock
}

/**
 * S19: whether the user may be asked something. From then on this document has the turn.
 * @returns why not: `rate_limited` after too many refusals, `busy` while the user is asked elsewhere
 */
export async function acquireReviewSlot(context: ReviewSlotContext): Promise<OpenKeyError | undefined> {
  const { boundOrigin, config, origins, lock, clock } = context
  // Both wait for the browser, so they run in parallel. A lock that is not needed is released with the request.
  const [declines, isMine] = await Promise.all([origins.declines(boundOrigin), lock.acquire()])
  const retryAfterMs = waitAfterDeclines(declines, clock.now(), config.declines)
  if (retryAfterMs !== undefined) {
    return new OpenKeyError('rate_limited', 'The user has declined too often.', { details: { retryAfterMs } })
  }
  return isMine ? undefined : askedElsewhere(boundOrigin)
}

/** The error for a lock that another document holds, until its request or its tab closes. */
function askedElsewhere(boundOrigin: Origin): OpenKeyError {
  const message = `The user is being asked in another frame or tab of ${boundOrigin}. Answer or close that one first.`
  return new OpenKeyError('busy', message, { details: { field: 'navigator.locks' } })
}
