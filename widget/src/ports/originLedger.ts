import type { Origin } from '@openkey/protocol'

/** How many grants are remembered of one origin. */
export const mostGrants = 16

/** That the user once shared a key with an origin. The key's owner may not be the one signed in: callers compare. */
export type Approval = { readonly keyId: string }

export type NonceClaim = {
  readonly origin: Origin
  readonly nonce: string
  /** Digest of the exact message, so that the same bytes may be approved again. */
  readonly messageDigest: string
  /** When the message stops being valid, in ms; without it the nonce is kept for good. */
  readonly expiresAt?: number | undefined
}

/** `fresh`: never seen here. `repeat`: seen with the same bytes. `reused`: seen in another message. */
export type NonceVerdict = 'fresh' | 'repeat' | 'reused'

/**
 * What this browser remembers of each bound origin. Best effort: a cleared partition forgets, and the relying party is
 * the authority on nonces. Never rejects: where storage fails, the page's own memory answers.
 */
export type OriginLedger = {
  approval(origin: Origin): Promise<Approval | undefined>
  /** Remembers approval and last key and, with the digest of one, a grant that was read and approved. */
  approve(origin: Origin, approval: Approval & { readonly grant?: string | undefined }): Promise<void>
  /** Whether this grant was approved before. The latest {@link mostGrants} are remembered. */
  hasApproved(origin: Origin, grant: string): Promise<boolean>
  /** Drops the approval and the grants; the last key stays known, so that a later approval proposes it again. */
  forget(origin: Origin): Promise<void>
  lastKeyId(origin: Origin): Promise<string | undefined>
  /** Remembers that the user said no at this moment, in ms. */
  noteDecline(origin: Origin, at: number): Promise<void>
  /** When the user said no, oldest first. The latest `mostDeclines` are remembered. */
  declines(origin: Origin): Promise<readonly number[]>
  /** Atomic between tabs: of two claims of one nonce, exactly one is `fresh`. */
  claimNonce(claim: NonceClaim): Promise<NonceVerdict>
}
