import type { SessionToken } from './keyEndpoint.ts'

/** A key pair of WebCrypto, whose private half cannot be read, only used. */
export type ProofKey = CryptoKeyPair

export type StoredSession = {
  readonly token: SessionToken
  readonly userId: string
  /** The key the session is bound to, where the deployment binds sessions. */
  readonly proofKey?: ProofKey | undefined
}

/** Where the widget keeps its session. Never rejects: where storage fails, the page's own memory answers. */
export type SessionStore = {
  read(): Promise<StoredSession | undefined>
  write(session: StoredSession): Promise<void>
  clear(): Promise<void>
}
