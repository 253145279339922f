import type { Address } from '@openkey/protocol/siwe'
import type { Passkey, SessionToken } from './keyEndpoint.ts'

/** A key pair of WebCrypto, whose private half cannot be read, only used. */
export type ProofKey = CryptoKeyPair

export type StoredSession = {
  /** Absent once the session has ended. */
  readonly token?: SessionToken | undefined
  readonly userId: string
  /** What a passkey needs in order to sign in and approve in one go, where the key endpoint has that. */
  readonly account?: StoredAccount | undefined
  /** The key the session is bound to, where the deployment binds sessions. */
  readonly proofKey?: ProofKey | undefined
}

/** Whose session it is or was: what a review is drawn up for, and what approves it. */
export type StoredAccount = {
  readonly keys: readonly { readonly id: string; readonly address: Address }[]
  readonly passkeys: readonly Passkey[]
}

/** Where the widget keeps its session. Never rejects: where storage fails, the page's own memory answers. */
export type SessionStore = {
  read(): Promise<StoredSession | undefined>
  write(session: StoredSession): Promise<void>
  clear(): Promise<void>
  /** Tells the key endpoint that its user has signed in from this partition before (S17). Outlives the session. */
  partitionToken(): Promise<string | undefined>
  keepPartitionToken(partitionToken: string): Promise<void>
}
