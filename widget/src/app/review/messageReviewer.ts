import { isOpenKeyError, OpenKeyError, type Origin, type SignedSiwe, type WallClock } from '@openkey/protocol'
import { type Address, toChecksumAddress } from '@openkey/protocol/siwe'
import { type ApprovalMethod, chooseApprovalMethod } from '../../domain/approval/approvalMethod.ts'
import { defaultApprovalAgeMs, isRecent } from '../../domain/approval/approvalPolicy.ts'
import { type Grant, isRepeat, messageDigest } from '../../domain/approval/grant.ts'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'
import { checkAccount } from '../../domain/request/checkAccount.ts'
import { checkSignRequest } from '../../domain/request/checkSignRequest.ts'
import { completeSigning } from '../../domain/request/completeSigning.ts'
import { signPurpose } from '../../domain/request/signPurpose.ts'
import type { SignRequest } from '../../domain/request/signRequest.ts'
import { describeReview } from '../../domain/review/describeReview.ts'
import type { DescribedReview, Review } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import type { Authority, KeyEndpoint, SessionToken, SignInput, SignOutput } from '../../ports/keyEndpoint.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { SignatureVerifier } from '../../ports/signatureVerifier.ts'

/** How the user can approve. */
type ApprovalOptions = {
  /** Without a session, only a passkey can approve, and it also signs in. */
  readonly isSignedIn: boolean
  /** Whether this page can request one of the account's passkeys. */
  canUsePasskey(): Promise<boolean>
}

/** The exact message that the user approved, and the key to sign it with. */
type ApprovedMessage = { readonly message: string; readonly signer: SelectedKey } & Authority

type SigningResult = {
  readonly value: SignedSiwe
  /** The session that the approval opened. */
  readonly session?: SessionToken | undefined
}

/**
 * All that reads a message and has it signed. It is loaded apart from the rest, because a first-time visitor
 * signs in before there is anything to read.
 */
export type MessageReviewer = {
  /**
   * S1–S5 as far as they need no account.
   * @returns the address the message names
   * @throws {OpenKeyError} the refusal
   */
  check(message: string): Address
  /** @throws {OpenKeyError} `address_mismatch`, or what {@link MessageReviewer.check} throws */
  review(message: string, signer: SelectedKey, approvalOptions: ApprovalOptions): Promise<Review>
  /** Checks once more, claims the nonce, has the message signed, and verifies who signed it (S5, S6). */
  sign(approved: ApprovedMessage, signal: AbortSignal): Promise<SigningResult>
}

export type MessageReviewerOptions = {
  readonly boundOrigin: Origin
  readonly appName: string
  readonly config: DeploymentConfig
  readonly keyEndpoint: Pick<KeyEndpoint, 'sign'>
  /** S10: this page's frame can only repeat an earlier approval. */
  readonly isRestricted: boolean
  readonly origins: Pick<OriginStore, 'claimNonce' | 'approval' | 'approve' | 'grants'>
  readonly verifier: SignatureVerifier
  readonly clock: WallClock
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

  /** An approval that was requested with a session stays valid after the session ends, because it also signs in. */
  async function send(input: SignInput, signal: AbortSignal): Promise<SignOutput> {
    try {
      return await keyEndpoint.sign(input, { signal })
    } catch (error) {
      const { keyId, message, approval, purpose } = input
      if (!approval || !isOpenKeyError(error, 'session_expired')) throw error
      return keyEndpoint.sign({ keyId, message, approval, purpose }, { signal })
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
      const { session, ...signed } = await send(
        { keyId: signer.keyId, message, purpose: signPurpose(request), ...authority },
        signal,
      )
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
