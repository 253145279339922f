import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'

/** A session key and the SIWE message that would hand it its capabilities. Nothing is stored or sent yet. */
export type PreparedSignIn = {
  readonly prepared: PreparedSession
  /** Id of the session key, `session-<ms>`. */
  readonly keyId: string
  /** The session's private key. It stays with the app: no wallet needs it. */
  readonly jwk: PrivateJwk
  /** EIP-55. */
  readonly address: string
  readonly chainId: number
}
