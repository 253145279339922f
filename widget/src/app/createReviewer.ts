import { OpenKeyError, type Origin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { chooseApproval } from '../domain/approval/chooseApproval.ts'
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
import type { KeyEndpoint } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { SignatureVerifier } from '../ports/signatureVerifier.ts'
import type { Reviewer } from './reviewer.ts'

export type ReviewerOptions = {
  readonly boundOrigin: Origin
  readonly appName: string
  readonly config: DeploymentConfig
  readonly keyEndpoint: Pick<KeyEndpoint, 'sign'>
  readonly ledger: Pick<OriginLedger, 'claimNonce' | 'approve' | 'hasApproved'>
  readonly verifier: SignatureVerifier
  /** The browser tells when something covers the frame. */
  readonly seesOcclusion: () => boolean
  /** The user has a passkey that can be asked for here. @default nobody has */
  readonly hasPasskey?: (() => boolean) | undefined
  readonly clock: Clock
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  const { boundOrigin, appName, config, keyEndpoint, ledger, verifier, clock, seesOcclusion, hasPasskey } = options

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

  return {
    check: (message) => toChecksumAddress(read(message).siwe.address),
    async review(message, signer) {
      const described = describe(readFor(message, signer), signer)
      verifier.preload()
      const { isSensitive, digest } = described.grant
      const isRepeat = await ledger.hasApproved(boundOrigin, digest)
      const seen = { isObserved: seesOcclusion(), hasPasskey: hasPasskey?.() ?? false }
      return {
        ...described,
        way: chooseApproval({ origin: boundOrigin, isSensitive, isRepeat, ...seen }, config.approval),
      }
    },
    async sign({ message, signer, token }, signal) {
      const request = readFor(message, signer)
      await claimNonce(request)
      const signed = await keyEndpoint.sign(token, signer.keyId, message, { signal })
      const recovered = await verifier.recover(message, signed.signature)
      const key = { id: signer.keyId, address: signer.address }
      const value = completeSigning({ request, key, signed, recovered })
      await ledger.approve(boundOrigin, { keyId: signer.keyId, grant: describe(request, signer).grant.digest })
      return value
    },
  }
}
