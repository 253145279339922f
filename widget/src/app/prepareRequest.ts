import { isOpenKeyError, type Origin } from '@openkey/protocol'
import type { PendingRequest } from '../domain/signing/pendingRequest.ts'
import type { Preparation } from '../domain/signing/signingEvent.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import type { Reviewer } from './reviewer.ts'
import type { Steps } from './steps.ts'
import { toOpenKeyError } from './toOpenKeyError.ts'

export type PrepareContext = {
  readonly boundOrigin: Origin
  readonly ledger: Pick<OriginLedger, 'approval'>
  readonly sessions: Pick<SessionStore, 'read'>
  readonly loadReviewer: () => Promise<Reviewer>
  readonly loadSteps: () => Promise<Steps>
}

/**
 * Finds out what a request needs before anything is shown. Until an approval is found only the message is looked at,
 * so that what fails here does not depend on who is signed in (S8).
 */
export async function prepareRequest(
  request: PendingRequest,
  { boundOrigin, ledger, sessions, loadReviewer, loadSteps }: PrepareContext,
): Promise<Preparation> {
  try {
    if (request.kind === 'sign') (await loadReviewer()).check(request.message)
    const [session, approval] = await Promise.all([sessions.read(), ledger.approval(boundOrigin)])
    const isSignedIn = session !== undefined
    if (!isSignedIn || !approval) return { kind: 'newcomer', isSignedIn }
    const identified = await (await loadSteps()).identifyApproved(request, approval.keyId)
    return identified ? { kind: 'ready', ...identified } : { kind: 'newcomer', isSignedIn }
  } catch (error) {
    if (isOpenKeyError(error, 'session_expired')) return { kind: 'newcomer', isSignedIn: false }
    return { kind: 'failed', error: toOpenKeyError(error) }
  }
}
