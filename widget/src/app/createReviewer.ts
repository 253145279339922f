import { OpenKeyError, type Origin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { checkAccount } from '../domain/checkAccount.ts'
import { checkSignRequest } from '../domain/checkSignRequest.ts'
import { completeSigning } from '../domain/completeSigning.ts'
import type { DeploymentConfig } from '../domain/deploymentConfig.ts'
import { messageDigest } from '../domain/messageDigest.ts'
import { describeReview } from '../domain/review/describeReview.ts'
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
  readonly ledger: Pick<OriginLedger, 'claimNonce' | 'approve'>
  readonly verifier: SignatureVerifier
  readonly clock: Clock
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  const { boundOrigin, appName, config, keyEndpoint, ledger, verifier, clock } = options

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

  return {
    check: (message) => toChecksumAddress(read(message).siwe.address),
    review(message, signer) {
      const request = readFor(message, signer)
      verifier.preload()
      return describeReview({ request, boundOrigin, appName, address: signer.address, now: clock.now() })
    },
    async sign({ message, signer, token }, signal) {
      const request = readFor(message, signer)
      await claimNonce(request)
      const signed = await keyEndpoint.sign(token, signer.keyId, message, { signal })
      const recovered = await verifier.recover(message, signed.signature)
      const key = { id: signer.keyId, address: signer.address }
      const value = completeSigning({ request, key, signed, recovered })
      await ledger.approve(boundOrigin, { keyId: signer.keyId })
      return value
    },
  }
}
