import type { Origin } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { ApprovedGrant, Grant } from '../domain/approval/grant.ts'

/** Maximum number of grants stored for one origin. */
export const maxGrants = 16

/** The user shared a key with an origin. The key's owner may not be the signed-in user, so callers must compare. */
export type Approval = {
  readonly keyId: string
  readonly address: Address
  /** Milliseconds since the epoch. */
  readonly approvedAt: number
}

/** An approval, and the grants it covers in addition to the account itself. */
export type NewApproval = Approval & { readonly grant?: Grant | undefined }

/** An origin that the user has approved. */
export type ApprovedOrigin = Approval & { readonly origin: Origin; readonly grants: readonly ApprovedGrant[] }

export type NonceClaim = {
  readonly origin: Origin
  readonly nonce: string
  /** Digest of the exact message, so that the same bytes may be approved again. */
  readonly messageDigest: string
  /** Expiry of the message, in milliseconds since the epoch. Without it, the nonce is kept forever. */
  readonly expiresAt?: number | undefined
}

/** `fresh`: never seen here. `repeat`: seen with the same bytes. `reused`: seen in another message. */
export type NonceVerdict = 'fresh' | 'repeat' | 'reused'

/**
 * Remembers the decisions about each bound origin. Best effort: a cleared partition forgets, and the relying party is
 * the authority on nonces. Never rejects: where storage fails, the page's own memory answers.
 */
export type OriginStore = {
  approval(origin: Origin): Promise<Approval | undefined>
  /** Stores the approval, the last key and, if there is one, the grant that was approved with it. */
  approve(origin: Origin, approval: NewApproval): Promise<void>
  /** The latest {@link maxGrants} approved grants, oldest first. */
  grants(origin: Origin): Promise<readonly ApprovedGrant[]>
  /** All origins with an approval, latest first. */
  approvedOrigins(): Promise<readonly ApprovedOrigin[]>
  /** Drops the approval and the grants; the last key stays known, so that a later approval proposes it again. */
  forget(origin: Origin): Promise<void>
  lastKeyId(origin: Origin): Promise<string | undefined>
  /** Records that the user declined at this time, in milliseconds since the epoch. */
  noteDecline(origin: Origin, at: number): Promise<void>
  /** Removes the record of this time, if there is one. */
  withdrawDecline(origin: Origin, at: number): Promise<void>
  /** Times at which the user declined, oldest first. Only the latest `maxDeclines` are kept. */
  declines(origin: Origin): Promise<readonly number[]>
  /** Atomic between tabs: of two claims of one nonce, exactly one is `fresh`. */
  claimNonce(claim: NonceClaim): Promise<NonceVerdict>
}
