import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import { defaultApprovalAgeMs } from '../../domain/approval/approvalPolicy.ts'
import { isRecent } from '../../domain/approval/isRecent.ts'
import type { RejectionLimiter } from '../../domain/approval/rejectionLimiter.ts'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'
import type { Preparation } from '../../domain/signing/signingEvent.ts'
import type { PendingRequest, PendingSign } from '../../domain/signing/signingState.ts'
import { isEndpointFailure } from '../../domain/signing/signingState.ts'
import type { Approval, OriginStore } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import type { EffectRunner } from '../effectRunner.ts'
import { toOpenKeyError } from '../toOpenKeyError.ts'
import { acquireReviewSlot, type ReviewSlotContext } from './acquireReviewSlot.ts'
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
 * has
 * found an approval that fits the request. So a page without one learns nothing about accounts (S8), and a page with
 * one
 * learns nothing about other keys.
 */
async function findRequirements(request: PendingRequest, context: PrepareContext): Promise<Preparation> {
  const { isRestricted, isUnknownOrigin, sessions, rejections, loadEffectRunner, clock } = context
  const retryAfterMs = rejections.retryAfterMs(clock.now())
  if (request.kind === 'sign' && retryAfterMs !== undefined) {
    const error = new OpenKeyError('rate_limited', 'Too many messages were rejected.', { details: { retryAfterMs } })
    return { kind: 'denied', error }
  }
  try {
    const address = request.kind === 'sign' ? await readAddress(request, context) : undefined
    const approval = await findApproval(request, address, context)
    if (approval === undefined && isRestricted) return { kind: 'windowRequired' }
    const session = await sessions.read()
    const isSignedIn = session?.token !== undefined
    const unknownUser = { kind: 'unknownUser', isSignedIn, isUnknownOrigin } as const
    if (approval === undefined || session === undefined) return isRestricted ? { kind: 'windowRequired' } : unknownUser
    const identified = await (await loadEffectRunner()).identifyApproved(request, approval.keyId)
    if (identified) return { kind: 'ready', ...identified }
    return isRestricted ? { kind: 'windowRequired' } : unknownUser
  } catch (error) {
    if (!isOpenKeyError(error, 'session_expired')) return { kind: 'failed', error: toOpenKeyError(error) }
    return isRestricted ? { kind: 'windowRequired' } : { kind: 'unknownUser', isSignedIn: false, isUnknownOrigin }
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

/** Returns this origin's approval if it is recent and for the key that the request names. */
async function findApproval(
  request: PendingRequest,
  address: Address | undefined,
  { boundOrigin, origins, config, clock }: PrepareContext,
): Promise<Approval | undefined> {
  const approval = await origins.approval(boundOrigin)
  if (approval === undefined) return undefined
  const { maxAgeMs = defaultApprovalAgeMs } = config.approval ?? {}
  if (!isRecent(approval.approvedAt, { now: clock.now(), maxAgeMs })) return undefined
  if (request.kind === 'connect') return approval
  const isOfKey = request.keyId === undefined || request.keyId === approval.keyId
  return isOfKey && address === approval.address ? approval : undefined
}
