import { isOpenKeyError, OpenKeyError, type Origin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { type ApprovalWay, chooseApproval } from '../domain/approval/chooseApproval.ts'
import { checkAccount } from '../domain/checkAccount.ts'
import { checkSignRequest } from '../domain/checkSignRequest.ts'
import { completeSigning } from '../domain/completeSigning.ts'
import type { DeploymentConfig } from '../domain/deploymentConfig.ts'
import { messageDigest } from '../domain/messageDigest.ts'
import { describeReview } from '../domain/review/describeReview.ts'
import type { DescribedReview } from '../domain/review/review.ts'
import type { Signer } from '../domain/signing/pendingRequest.ts'
import type { SignRequest } from '../domain/signRequest.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyEndpoint, Signed, SignOrder } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { SignatureVerifier } from '../ports/signatureVerifier.ts'
import type { Approver, Reviewer } from './reviewer.ts'

export type ReviewerOptions = {
  readonly boundOrigin: Origin
  readonly appName: string
  readonly config: DeploymentConfig
  readonly keyEndpoint: Pick<KeyEndpoint, 'sign'>
  readonly ledger: Pick<OriginLedger, 'claimNonce' | 'approve' | 'hasApproved'>
  readonly verifier: SignatureVerifier
  /** The browser tells when something covers the frame. */
  readonly seesOcclusion: () => boolean
  readonly clock: Clock
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  const { boundOrigin, appName, config, keyEndpoint, ledger, verifier, clock, seesOcclusion } = options

  function read(message: string): SignRequest {
    return checkSignRequest({ message, boundOrigin, now: clock.now(), config })
  }

  function readFor(message: string, signer: Signer): SignRequest {
    const request = read(message)
    checkAccount(request, signer)
    return request
  }

  async function claimNonce({ message, siwe, expiresAt }: SignRequest): Promise<void> {
    const claim = { origin: boundOrigin, nonce: siwe.nonce, messageDigest: messageDigest(message), expiresAt }
    if ((await ledger.claimNonce(claim)) === 'reused') {
      throw new OpenKeyError('nonce_reused', 'Another message with this nonce has been signed before.', {
        details: { field: 'Nonce' },
      })
    }
  }

  function describe(request: SignRequest, { address }: Signer): DescribedReview {
    return describeReview({ request, boundOrigin, appName, address, now: clock.now() })
  }

  async function chooseWay({ grant }: DescribedReview, { isSignedIn, canUsePasskey }: Approver): Promise<ApprovalWay> {
    const { isSensitive, digest } = grant
    const isRepeat = await ledger.hasApproved(boundOrigin, digest)
    const seen = { origin: boundOrigin, isSensitive, isRepeat, isObserved: seesOcclusion(), isSignedIn }
    const way = chooseApproval({ ...seen, hasPasskey: true }, config.approval)
    if (way !== 'passkey' || (await canUsePasskey())) return way
    return chooseApproval({ ...seen, hasPasskey: false }, config.approval)
  }

  /** An approval that came with a session still serves once the session is over: it signs in, too. */
  async function send(order: SignOrder, signal: AbortSignal): Promise<Signed> {
    try {
      return await keyEndpoint.sign(order, { signal })
    } catch (error) {
      const { keyId, message, approval } = order
      if (!approval || !isOpenKeyError(error, 'session_expired')) throw error
      return keyEndpoint.sign({ keyId, message, approval }, { signal })
    }
  }

  return {
    check: (message) => toChecksumAddress(read(message).siwe.address),
    async review(message, signer, approver) {
      const described = describe(readFor(message, signer), signer)
      verifier.preload()
      return { ...described, way: await chooseWay(described, approver), signsIn: !approver.isSignedIn }
    },
    async sign({ message, signer, ...authority }, signal) {
      const request = readFor(message, signer)
      await claimNonce(request)
      const { session, ...signed } = await send({ keyId: signer.keyId, message, ...authority }, signal)
      const recovered = await verifier.recover(message, signed.signature)
      const key = { id: signer.keyId, address: signer.address }
      const value = completeSigning({ request, key, signed, recovered })
      await ledger.approve(boundOrigin, { keyId: signer.keyId, grant: describe(request, signer).grant.digest })
      return { value, session }
    },
  }
}
