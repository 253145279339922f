import { isOpenKeyError, OpenKeyError, type Origin, type WallClock } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import { defaultApprovalAgeMs, isRecent } from '../../domain/approval/approvalPolicy.ts'
import { retryAfterMs } from '../../domain/approval/declinePolicy.ts'
import type { RejectionLimiter } from '../../domain/approval/rejectionLimiter.ts'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'
import type { Preparation } from '../../domain/signing/signingEvent.ts'
import { isEndpointFailure, type PendingRequest, type PendingSign } from '../../domain/signing/signingState.ts'
import type { Approval, OriginStore } from '../../ports/originStore.ts'
import type { ReviewLock } from '../../ports/reviewLock.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import type { EffectRunner } from '../effectRunner.ts'
import { toOpenKeyError } from '../toOpenKeyError.ts'
import type { MessageReviewer } from './messageReviewer.ts'

export type PrepareContext = ReviewSlotContext & {
  readonly config: Pick<DeploymentConfig, 'approval'>
  /** S10: this page's frame can only repeat an earlier approval. */
  readonly isRestricted: boolean
  /** S8: the origin is unknown, so it learns nothing before its approval. */
  readonly isUnknownOrigin: boolean
  readonly origins: Pick<OriginStore, 'approval' | 'declines'>
  readonly sessions: Pick<SessionStore, 'read'>
  readonly rejections: RejectionLimiter
  readonly loadReviewer: () => Promise<MessageReviewer>
  readonly loadEffectRunner: () => Promise<EffectRunner>
}

/** Finds out what a request needs and, where that is the user's attention, whether it may have it. */
export async function prepareRequest(request: PendingRequest, context: PrepareContext): Promise<Preparation> {
  const preparation = await findRequirements(request, context)
  const isAnswered = preparation.kind === 'ready' && request.kind === 'connect'
  const isRefused = preparation.kind === 'failed' && !isEndpointFailure(preparation.error)
  if (isAnswered || isRefused || preparation.kind === 'denied') return preparation
  const error = await acquireReviewSlot(context)
  return error ? { kind: 'denied', error } : preparation
}

/**
 * Determines what a request needs before anything is shown. Reads only the message and this origin's approval until it
 * has found an approval that fits the request. So a page without one learns nothing about accounts (S8), and a page
 * with one learns nothing about other keys.
 */
export async function findRequirements(request: PendingRequest, context: PrepareContext): Promise<Preparation> {
  const { isRestricted, isUnknownOrigin, sessions, rejections, loadEffectRunner, clock } = context
  const unknownUser = (isSignedIn: boolean): Preparation =>
    isRestricted ? { kind: 'windowRequired' } : { kind: 'unknownUser', isSignedIn, isUnknownOrigin }
  const waitMs = rejections.retryAfterMs(clock.now())
  if (request.kind === 'sign' && waitMs !== undefined) {
    const error = new OpenKeyError('rate_limited', 'Too many were rejected.', {
      details: { retryAfterMs: waitMs },
    })
    return { kind: 'denied', error }
  }
  try {
    const address = request.kind === 'sign' ? await readAddress(request, context) : undefined
    const approval = await findApproval(request, address, context)
    if (approval === undefined && isRestricted) return { kind: 'windowRequired' }
    const session = await sessions.read()
    const identified =
      approval && session && (await (await loadEffectRunner()).identifyApproved(request, approval.keyId))
    return identified ? { kind: 'ready', ...identified } : unknownUser(session?.token !== undefined)
  } catch (error) {
    if (!isOpenKeyError(error, 'session_expired')) return { kind: 'failed', error: toOpenKeyError(error) }
    return unknownUser(false)
  }
}

async function readAddress({ message }: PendingSign, { loadReviewer, rejections, clock }: PrepareContext) {
  const reviewer = await loadReviewer()
  try {
    return reviewer.check(message)
  } catch (error) {
    rejections.record(clock.now())
    throw error
  }
}

type ApprovalContext = Pick<PrepareContext, 'boundOrigin' | 'config' | 'clock'> & {
  readonly origins: Pick<OriginStore, 'approval'>
}

/** Returns this origin's approval if it is recent and for the key that the request names. */
async function findApproval(
  request: PendingRequest,
  address: Address | undefined,
  context: ApprovalContext,
): Promise<Approval | undefined> {
  const approval = await findRecentApproval(context)
  if (approval === undefined || request.kind === 'connect') return approval
  const isOfKey = request.keyId === undefined || request.keyId === approval.keyId
  return isOfKey && address === approval.address ? approval : undefined
}

/** Returns this origin's approval if it is recent. */
export async function findRecentApproval({
  boundOrigin,
  origins,
  config,
  clock,
}: ApprovalContext): Promise<Approval | undefined> {
  const approval = await origins.approval(boundOrigin)
  const { maxAgeMs = defaultApprovalAgeMs } = config.approval ?? {}
  return approval && isRecent(approval.approvedAt, { now: clock.now(), maxAgeMs }) ? approval : undefined
}

type ReviewSlotContext = {
  readonly boundOrigin: Origin
  readonly config: Pick<DeploymentConfig, 'declines'>
  readonly origins: Pick<OriginStore, 'declines'>
  readonly lock: ReviewLock
  readonly clock: WallClock
}

/**
 * S19: whether the user may be asked something. From then on this document has the turn.
 * @returns why not: `rate_limited` after too many refusals, `busy` while the user is asked elsewhere
 */
async function acquireReviewSlot(context: ReviewSlotContext): Promise<OpenKeyError | undefined> {
  const { boundOrigin, config, origins, lock, clock } = context
  // Both wait for the browser, so they run in parallel. A lock that is not needed is released with the request.
  const [declines, isMine] = await Promise.all([origins.declines(boundOrigin), lock.acquire()])
  const waitMs = retryAfterMs(declines, clock.now(), config.declines)
  if (waitMs !== undefined) {
    return new OpenKeyError('rate_limited', 'Too many were declined.', { details: { retryAfterMs: waitMs } })
  }
  return isMine ? undefined : askedElsewhere(boundOrigin)
}

/** The error for a lock that another document holds, until its request or its tab closes. */
function askedElsewhere(boundOrigin: Origin): OpenKeyError {
  const message = `The user is asked in another tab of ${boundOrigin}: answer that first.`
  return new OpenKeyError('busy', message, { details: { field: 'navigator.locks' } })
}
