import type { Address } from '@openkey/protocol/siwe'
import type { Passkey, SessionToken } from './keyEndpoint.ts'

/** A key pair of WebCrypto, whose private half cannot be read, only used. */
export type ProofKey = CryptoKeyPair

export type StoredSession = {
  /** Absent once the session has expired. */
  readonly token?: SessionToken | undefined
  readonly userId: string
  /** Data for a passkey approval that also signs in, if the key endpoint supports it. */
  readonly account?: StoredAccount | undefined
  /** The key the session is bound to, where the deployment binds sessions. */
  readonly proofKey?: ProofKey | undefined
}

/** The keys and passkeys of the account that the session belongs to or belonged to. */
export type StoredAccount = {
  readonly keys: readonly { readonly id: string; readonly address: Address }[]
  readonly passkeys: readonly Passkey[]
}

/** Stores the session. Never rejects: if storage fails, it uses memory. */
export type SessionStore = {
  read(): Promise<StoredSession | undefined>
  write(session: StoredSession): Promise<void>
  clear(): Promise<void>
  /** Tells the key endpoint that its user has signed in from this partition before (S17). Outlives the session. */
  partitionToken(): Promise<string | undefined>
  keepPartitionToken(partitionToken: string): Promise<void>
}
