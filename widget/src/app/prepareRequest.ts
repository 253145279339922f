import { isOpenKeyError, OpenKeyError, type Origin } from '@openkey/protocol'
import type { Review } from '../domain/review/review.ts'
import type { PendingRequest, Signer } from '../domain/signing/pendingRequest.ts'
import type { Preparation } from '../domain/signing/signingEvent.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import { type Account, type Accounts, chooseSigner } from './accounts.ts'
import type { Reviewer } from './reviewer.ts'

export type RequestContext = {
  readonly boundOrigin: Origin
  readonly accounts: Accounts
  readonly ledger: Pick<OriginLedger, 'approval' | 'lastKeyId'>
  readonly loadReviewer: () => Promise<Reviewer>
}

/**
 * Finds out what a request needs before anything is shown. What fails here without an approval must not depend on the
 * account (S8): up to there, only the message is looked at.
 */
export async function prepareRequest(request: PendingRequest, context: RequestContext): Promise<Preparation> {
  const { boundOrigin, accounts, ledger } = context
  let isSignedIn = false
  try {
    if (request.kind === 'sign') (await context.loadReviewer()).check(request.message)
    isSignedIn = await accounts.hasSession()
    const approval = await ledger.approval(boundOrigin)
    if (!isSignedIn || !approval) return { kind: 'newcomer', isSignedIn }
    const account = await accounts.load()
    if (!account.keys.some(({ id }) => id === approval.keyId)) return { kind: 'newcomer', isSignedIn }
    return { kind: 'ready', ...(await identify(request, account, context)) }
  } catch (error) {
    if (isOpenKeyError(error, 'session_expired')) {
      await accounts.forget()
      return { kind: 'newcomer', isSignedIn: false }
    }
    return { kind: 'failed', isSignedIn, error: toOpenKeyError(error) }
  }
}

/** Who answers a request and, for a signature, what is reviewed. */
export async function identify(
  request: PendingRequest,
  account: Account,
  { boundOrigin, ledger, loadReviewer }: Pick<RequestContext, 'boundOrigin' | 'ledger' | 'loadReviewer'>,
): Promise<{ signer: Signer; review?: Review }> {
  const lastKeyId = await ledger.lastKeyId(boundOrigin)
  if (request.kind === 'connect') return { signer: chooseSigner(account, { lastKeyId }) }
  const reviewer = await loadReviewer()
  const address = reviewer.check(request.message)
  const signer = chooseSigner(account, { keyId: request.keyId, address, lastKeyId })
  return { signer, review: reviewer.review(request.message, signer) }
}

/** A fault of this page is told without its text, which may hold a secret. */
export function toOpenKeyError(error: unknown): OpenKeyError {
  if (isOpenKeyError(error)) return error
  return new OpenKeyError('internal', 'Something went wrong inside OpenKey.', { cause: error })
}
