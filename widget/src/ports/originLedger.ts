import type { Origin } from '@openkey/protocol'

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
  /** Remembers approval and last key. */
  approve(origin: Origin, approval: Approval): Promise<void>
  /** Drops the approval; the last key stays known, so that a later approval proposes it again. */
  forget(origin: Origin): Promise<void>
  lastKeyId(origin: Origin): Promise<string | undefined>
  /** Atomic between tabs: of two claims of one nonce, exactly one is `fresh`. */
  claimNonce(claim: NonceClaim): Promise<NonceVerdict>
}
