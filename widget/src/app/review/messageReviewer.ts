import type { SignedSiwe } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { Review } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import type { Authority, SessionToken } from '../../ports/keyEndpoint.ts'

/** How the user can approve. */
export type ApprovalOptions = {
  /** Without a session, only a passkey can approve, and it also signs in. */
  readonly isSignedIn: boolean
  /** Whether this page can request one of the account's passkeys. */
  canUsePasskey(): Promise<boolean>
}

/** The exact message that the user approved, and the key to sign it with. */
export type ApprovedMessage = { readonly message: string; readonly signer: SelectedKey } & Authority

export type SigningResult = {
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
