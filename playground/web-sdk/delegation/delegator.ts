import type { PortableDelegation } from './portableDelegation.ts'

export type Delegated = {
  /** In full: `tinycloud.kv/get`. */
  readonly abilities: readonly string[]
  /** Keys that start so, or the name of a database. @default '' the whole service */
  readonly path?: string
  /** In milliseconds from this moment; at most what is left of the session. @default that */
  readonly expiresInMs?: number
}

export type DelegateToUser = Delegated & {
  /** The other user's primary DID: `tc.did` after signing in. */
  readonly delegateDID: string
}

export type DelegateToSession = Delegated & {
  /** `tc.sessionDid` of a client without a wallet. */
  readonly sessionDID: string
  /** Whether it may be used and not passed on. A user could not even use it, since theirs goes to a session. @default false */
  readonly disableSubDelegation?: boolean
}

/** Passes on what a session holds in its primary space. Needs no wallet. */
export type Delegator = {
  /**
   * To another user, for as long as they keep their account.
   * @throws {TinyCloudError} `delegatee_invalid` for anything but a primary DID; what the node answers
   */
  createDelegation(options: DelegateToUser): Promise<PortableDelegation>
  /**
   * To one session key and nobody else: for a service without a wallet, whose delegation ends with its key. A user is
   * reached by {@link createDelegation}.
   * @throws {TinyCloudError} `delegatee_invalid` for anything but a did:key; what the node answers
   */
  createSessionDelegation(options: DelegateToSession): Promise<PortableDelegation>
}
