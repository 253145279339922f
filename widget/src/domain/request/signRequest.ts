import type { Capability, Recap, Recipient, SiweMessage } from '@openkey/protocol/siwe'

/**
 * A parsed message, together with the exact text that will be signed.
 *
 * `session` hands capabilities to a key, `user` to another account. `host` lets a node store spaces and nothing else.
 * `revocation` ends a delegation, and `plain` grants nothing.
 */
export type SignRequest = {
  /** The bytes shown, sent, verified and returned. Must never be rebuilt from the parsed form. */
  readonly message: string
  readonly siwe: SiweMessage
  readonly recap: Recap | undefined
  readonly capabilities: readonly Capability[]
  readonly kind: 'session' | 'user' | 'host' | 'revocation' | 'plain'
  /** The recipient of the capabilities; `undefined` without a ReCap. */
  readonly recipient: Recipient | undefined
  /** CID of the delegation that a `revocation` ends. */
  readonly revoked: string | undefined
  /** In milliseconds since the epoch. */
  readonly expiresAt: number | undefined
}
