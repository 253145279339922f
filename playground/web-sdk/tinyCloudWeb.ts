import { systemClock } from '@openkey/protocol'
import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'
import { formatNetworkId, pkhDid } from '@openkey/protocol/siwe'
import type { DelegateToSession, DelegateToUser, Delegator } from './delegation/createDelegator.ts'
import { createDelegator } from './delegation/createDelegator.ts'
import type { DelegatedAccess } from './delegation/openAccess.ts'
import { openAccess } from './delegation/openAccess.ts'
import type { PortableDelegation } from './delegation/portableDelegation.ts'
import { ensureEncryptionNetwork } from './encryption/ensureEncryptionNetwork.ts'
import type { KeyValueStore } from './kv/keyValueStore.ts'
import type { NetworkDescriptor } from './node-http/nodeResponses.ts'
import { type Result, toResult } from './result.ts'
import type { ClientSession } from './session/completeSignIn.ts'
import { type Authorization, createAuthorization } from './session/createAuthorization.ts'
import { createSessionKeeper, type SessionKeeper } from './session/createSessionKeeper.ts'
import { createSigning } from './session/createSigning.ts'
import type { PreparedSignIn } from './session/prepareSignIn.ts'
import type { RestoredSession } from './session/restoreSession.ts'
import type { SpaceAccess } from './space/createSpaces.ts'
import { createSpaces, type Spaces } from './space/createSpaces.ts'
import type { SqlDatabases } from './sql/sqlDatabase.ts'
import { createSessionRecords } from './storage/sessionRecords.ts'
import { BrowserSessionStorage } from './storage/sessionStorage.ts'
import type { TinyCloudWebOptions } from './tinyCloudWebOptions.ts'

/**
 * Signs a user in to TinyCloud with any wallet, and reads and writes the user's spaces.
 *
 * @example
 * const tinycloud = new TinyCloudWeb({ signer, tinycloudHosts: ['https://node.tinycloud.xyz'] })
 * await tinycloud.signIn()
 * await tinycloud.kv.put('greeting', 'hello')
 */
export class TinyCloudWeb {
  /** Values in the app's space. */
  readonly kv: KeyValueStore
  /** SQL databases in the app's space. */
  readonly sql: SqlDatabases
  readonly #sessions: SessionKeeper
  readonly #authorization: Authorization
  readonly #spaces: Spaces
  readonly #delegator: Delegator
  readonly #openAccess: (portable: PortableDelegation) => Promise<DelegatedAccess>
  readonly #now: () => number
  #signingIn: Promise<ClientSession> | undefined

  constructor(options: TinyCloudWebOptions) {
    const {
      clock = systemClock,
      kvPrefix = '',
      persistSession = true,
      tinycloudHosts,
      autoCreateSpace = true,
    } = options
    const { sessionStorage = new BrowserSessionStorage(), sessionStorageKeyPrefix = 'tinycloud' } = options
    const now = () => clock.now()
    const fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
    const common = { tinycloudHosts, capabilities: options, fetch, now }
    const records = createSessionRecords(sessionStorage, sessionStorageKeyPrefix)
    const sessions = createSessionKeeper({ ...common, records, persistSession })
    const requireSession = sessions.require
    const signing = createSigning(options, now)
    const hosting = () => (options.signer ? signing() : undefined)
    const hostingAtSignIn = () => (autoCreateSpace ? hosting() : undefined)
    this.#sessions = sessions
    this.#authorization = createAuthorization({ ...common, sessions, signing, hosting: hostingAtSignIn })
    this.#spaces = createSpaces({ requireSession, hosting, kvPrefix, now })
    this.#delegator = createDelegator({ requireSession, kvPrefix, now })
    this.#openAccess = (portable) => openAccess(portable, { ...common, signing, sessionKey: sessions.key() })
    this.#now = now
    this.kv = this.#spaces.primary.kv
    this.sql = this.#spaces.primary.sql
  }

  /** Primary DID after sign-in; session DID before. */
  get did(): string {
    const active = this.#sessions.active()
    return active ? pkhDid(active.client) : this.sessionDid
  }

  /** DID URL of the session key, including the fragment. */
  get sessionDid(): string {
    return this.#sessions.key().didUrl
  }

  /** Id of the app's space, or `undefined` before sign-in. */
  get spaceId(): string | undefined {
    return this.#sessions.active()?.granted.spaceId
  }

  session(): ClientSession | undefined {
    return this.#sessions.active()?.client
  }

  address(): string | undefined {
    return this.session()?.address
  }

  /**
   * Restores a stored session, or signs in with one wallet signature; with two if the node does not host the space yet.
   * Concurrent calls share one sign-in.
   * @throws {TinyCloudError}
   * @throws the wallet's own error, unchanged
   */
  signIn(): Promise<ClientSession> {
    this.#signingIn ??= this.#authorization
      .signIn()
      .then(({ client }) => client)
      .finally(() => {
        this.#signingIn = undefined
      })
    return this.#signingIn
  }

  /**
   * First half of a sign-in with an external signer: generates a session key and the message to sign. Stores nothing.
   * @throws {TinyCloudError} `signer_missing`, `capability_request_invalid`
   */
  prepareSessionForSigning(): Promise<PreparedSignIn> {
    return this.#authorization.prepare()
  }

  /**
   * Second half of a sign-in with an external signer: sends the session to the node, has the space hosted if necessary,
   * and stores the session.
   * @param prepared result of {@link prepareSessionForSigning}
   * @param signature of `prepared.siwe`, 65 bytes as `0x` hex
   * @throws {TinyCloudError}
   * @throws the wallet's own error while hosting, unchanged
   */
  async signInWithPreparedSession(
    prepared: PreparedSession,
    signature: string,
    keyId: string,
    jwk: PrivateJwk,
  ): Promise<ClientSession> {
    const { client } = await this.#authorization.complete(prepared, signature, keyId, jwk)
    return client
  }

  /** Restores the stored session of `address`, or of the last account. Never prompts the wallet. */
  restoreSession(address?: string): Promise<RestoredSession> {
    return this.#sessions.restore(address)
  }

  /** Deletes the session from memory and storage. Does not contact the node or the wallet. */
  signOut(): Promise<void> {
    return this.#sessions.forget()
  }

  clearPersistedSession(address?: string): Promise<void> {
    return this.#sessions.clear(address)
  }

  /** Opens another space of the account, for example `secrets`. It is hosted when first needed. */
  space(name: string): SpaceAccess {
    return this.#spaces.named(name)
  }

  /**
   * Delegates what the session holds in the app's space to another user.
   * @throws {TinyCloudError} `delegatee_invalid` unless `delegateDID` is a primary DID; errors of the node
   * @example
   * const portable = await alice.createDelegation({ delegateDID: bob.did, abilities: ['tinycloud.kv/get'], path: 'shared/' })
   * const access = await bob.useDelegation(portable)
   * await access.kv.get('shared/document')
   */
  createDelegation(options: DelegateToUser): Promise<PortableDelegation> {
    return this.#delegator.createDelegation(options)
  }

  /** Delegates to one session key, for a service without a wallet: see {@link Delegator}. */
  createSessionDelegation(options: DelegateToSession): Promise<PortableDelegation> {
    return this.#delegator.createSessionDelegation(options)
  }

  /**
   * Opens a delegation from another user. A delegation to this client's session key needs neither wallet nor sign-in; a
   * delegation to a user needs one signature by that user's wallet. The delegation is not stored.
   * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`, `session_expired`, `signer_missing`; errors of the
   * node
   * @throws the wallet's own error, unchanged
   */
  useDelegation(portable: PortableDelegation): Promise<DelegatedAccess> {
    return this.#openAccess(portable)
  }

  /**
   * Creates an encryption network of the account unless it exists.
   * @param networkId id of a network of this account. @default the network named `default`
   */
  ensureEncryptionNetwork(networkId?: string): Promise<Result<NetworkDescriptor>> {
    return toResult(async () => {
      const session = this.#sessions.require()
      const id = networkId ?? formatNetworkId({ ...session.client, name: 'default' })
      return ensureEncryptionNetwork(session, id, this.#now())
    })
  }
}
