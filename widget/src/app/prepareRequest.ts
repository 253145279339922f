import { isOpenKeyError } from '@openkey/protocol'
import { isEndpointFailure } from '../domain/signing/isEndpointFailure.ts'
import type { PendingRequest } from '../domain/signing/pendingRequest.ts'
import type { Preparation } from '../domain/signing/signingEvent.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import { type AdmitReviewContext, admitReview } from './admitReview.ts'
import type { Reviewer } from './reviewer.ts'
import type { Steps } from './steps.ts'
import { toOpenKeyError } from './toOpenKeyError.ts'

export type PrepareContext = AdmitReviewContext & {
  readonly ledger: Pick<OriginLedger, 'approval' | 'declines'>
  readonly sessions: Pick<SessionStore, 'read'>
  readonly loadReviewer: () => Promise<Reviewer>
  readonly loadSteps: () => Promise<Steps>
}

/** Finds out what a request needs and, where that is the user's attention, whether it may have it. */
export async function prepareRequest(request: PendingRequest, context: PrepareContext): Promise<Preparation> {
  const preparation = await lookInto(request, context)
  const isAnswered = preparation.kind === 'ready' && request.kind === 'connect'
  const isRefused = preparation.kind === 'failed' && !isEndpointFailure(preparation.error)
  if (isAnswered || isRefused) return preparation
  const error = await admitReview(context)
  return error ? { kind: 'turnedAway', error } : preparation
}

/**
 * Finds out what a request needs before anything is shown. Until an approval is found only the message is looked at,
 * so that what fails here does not depend on who is signed in (S8).
 */
async function lookInto(
  request: PendingRequest,
  { boundOrigin, ledger, sessions, loadReviewer, loadSteps }: PrepareContext,
): Promise<Preparation> {
  try {
    if (request.kind === 'sign') (await loadReviewer()).check(request.message)
    const [session, approval] = await Promise.all([sessions.read(), ledger.approval(boundOrigin)])
    const isSignedIn = session?.token !== undefined
    if (!session || !approval) return { kind: 'newcomer', isSignedIn }
    const identified = await (await loadSteps()).identifyApproved(request, approval.keyId)
    return identified ? { kind: 'ready', ...identified } : { kind: 'newcomer', isSignedIn }
  } catch (error) {
    if (isOpenKeyError(error, 'session_expired')) return { kind: 'newcomer', isSignedIn: false }
    return { kind: 'failed', error: toOpenKeyError(error) }
  }
}
