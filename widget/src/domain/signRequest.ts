import type { Capability, Recap, SiweMessage } from '@openkey/protocol/siwe'

/**
 * A message that has been read: what it says, beside the exact text that will be signed.
 *
 * `session` hands capabilities to a key, `host` lets a node store spaces and nothing else, `plain` grants nothing.
 */
export type SignRequest = {
  /** The bytes shown, sent, verified and returned. Must never be rebuilt from the parsed form. */
  readonly message: string
  readonly siwe: SiweMessage
  readonly recap: Recap | undefined
  readonly capabilities: readonly Capability[]
  readonly kind: 'session' | 'host' | 'plain'
  /** In milliseconds since the epoch. */
  readonly expiresAt: number | undefined
}
