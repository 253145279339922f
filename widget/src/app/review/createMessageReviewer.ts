import { isOpenKeyError, OpenKeyError, type Origin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { type ApprovalMethod, chooseApprovalMethod } from '../../domain/approval/approvalMethod.ts'
import { defaultApprovalAgeMs } from '../../domain/approval/approvalPolicy.ts'
import { type Grant, isRepeat } from '../../domain/approval/grant.ts'
import { isRecent } from '../../domain/approval/isRecent.ts'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'
import { checkAccount } from '../../domain/request/checkAccount.ts'
import { checkSignRequest } from '../../domain/request/checkSignRequest.ts'
import { completeSigning } from '../../domain/request/completeSigning.ts'
import { messageDigest } from '../../domain/request/messageDigest.ts'
import type { SignRequest } from '../../domain/request/signRequest.ts'
import { describeReview } from '../../domain/review/describeReview.ts'
import type { DescribedReview } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import type { Clock } from '../../ports/clock.ts'
import type { KeyEndpoint, SignInput, SignOutput } from '../../ports/keyEndpoint.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { SignatureVerifier } from '../../ports/signatureVerifier.ts'
import type { ApprovalOptions, MessageReviewer } from './messageReviewer.ts'

export type MessageReviewerOptions = {
  readonly boundOrigin: Origin
  readonly appName: string
  readonly config: DeploymentConfig
  readonly keyEndpoint: Pick<KeyEndpoint, 'sign'>
  /** S10: this page's frame can only repeat an earlier approval. */
  readonly isRestricted: boolean
  readonly origins: Pick<OriginStore, 'claimNonce' | 'approval' | 'approve' | 'grants'>
  readonly verifier: SignatureVerifier
  readonly clock: Clock
}

export function createMessageReviewer(options: MessageReviewerOptions): MessageReviewer {
  const { boundOrigin, appName, config, isRestricted, keyEndpoint, origins, verifier, clock } = options
  const { maxAgeMs = defaultApprovalAgeMs } = config.approval ?? {}

  function read(message: string): SignRequest {
    return checkSignRequest({ message, boundOrigin, now: clock.now(), config })
  }

  function readFor(message: string, signer: SelectedKey): SignRequest {
    const request = read(message)
    checkAccount(request, signer)
    return request
  }

  async function claimNonce({ message, siwe, expiresAt }: SignRequest): Promise<void> {
    const claim = { origin: boundOrigin, nonce: siwe.nonce, messageDigest: messageDigest(message), expiresAt }
    if ((await origins.claimNonce(claim)) === 'reused') {
      throw new OpenKeyError('nonce_reused', 'Another message with this nonce has been signed before.', {
        details: { field: 'Nonce' },
      })
    }
  }

  function describe(request: SignRequest, { address }: SelectedKey): DescribedReview {
    return describeReview({ request, boundOrigin, appName, address, now: clock.now() })
  }

  async function chooseMethod({ isSignedIn, canUsePasskey }: ApprovalOptions): Promise<ApprovalMethod> {
    const method = chooseApprovalMethod({ isSignedIn, hasPasskey: true }, config.approval)
    return method === 'passkey' && !(await canUsePasskey()) ? 'press' : method
  }

  /** The approval may have been removed, or grown old, while the user was reading. */
  async function isApproved({ keyId, address }: SelectedKey): Promise<boolean> {
    const approval = await origins.approval(boundOrigin)
    if (approval?.keyId !== keyId || approval.address !== address) return false
    return isRecent(approval.approvedAt, { now: clock.now(), maxAgeMs })
  }

  async function wasApproved(grant: Grant): Promise<boolean> {
    return isRepeat(grant, await origins.grants(boundOrigin), { now: clock.now(), maxAgeMs })
  }

  /** An approval that came with a session still serves once the session is over: it signs in, too. */
  async function send(input: SignInput, signal: AbortSignal): Promise<SignOutput> {
    try {
      return await keyEndpoint.sign(input, { signal })
    } catch (error) {
      const { keyId, message, approval } = input
      if (!approval || !isOpenKeyError(error, 'session_expired')) throw error
      return keyEndpoint.sign({ keyId, message, approval }, { signal })
    }
  }

  return {
    check: (message) => toChecksumAddress(read(message).siwe.address),
    async review(message, signer, approvalOptions) {
      const described = describe(readFor(message, signer), signer)
      verifier.preload()
      const [method, isRepeat] = await Promise.all([chooseMethod(approvalOptions), wasApproved(described.grant)])
      return { ...described, method, isRepeat, signsIn: !approvalOptions.isSignedIn }
    },
    async sign({ message, signer, ...authority }, signal) {
      const request = readFor(message, signer)
      const { grant } = describe(request, signer)
      if (isRestricted && !((await isApproved(signer)) && (await wasApproved(grant)))) {
        throw new OpenKeyError('unauthorized', 'The approval that covered this request has expired.')
      }
      await claimNonce(request)
      const { session, ...signed } = await send({ keyId: signer.keyId, message, ...authority }, signal)
      const recovered = await verifier.recover(message, signed.signature)
      const key = { id: signer.keyId, address: signer.address }
      const value = completeSigning({ request, key, signed, recovered })
      // A repeat does not renew an approval.
      if (!isRestricted) {
        const { keyId, address } = signer
        await origins.approve(boundOrigin, { keyId, address, approvedAt: clock.now(), grant })
      }
      return { value, session }
    },
  }
}
