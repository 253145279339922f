import { systemClock } from '@openkey/protocol'
import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'
import { formatNetworkId, pkhDid } from '@openkey/protocol/siwe'
import { createDelegator } from './delegation/createDelegator.ts'
import type { DelegatedAccess } from './delegation/delegatedAccess.ts'
import type { DelegateToSession, DelegateToUser, Delegator } from './delegation/delegator.ts'
import { openAccess } from './delegation/openAccess.ts'
import type { PortableDelegation } from './delegation/portableDelegation.ts'
import { ensureEncryptionNetwork } from './encryption/ensureEncryptionNetwork.ts'
import type { KeyValueStore } from './kv/keyValueStore.ts'
import type { NetworkDescriptor } from './node-http/networkDescriptor.ts'
import { type Result, settle } from './result.ts'
import type { ClientSession } from './session/clientSession.ts'
import { type Authorization, createAuthorization } from './session/createAuthorization.ts'
import { createSessionKeeper, type SessionKeeper } from './session/createSessionKeeper.ts'
import { createSigning } from './session/createSigning.ts'
import type { PreparedSignIn } from './session/preparedSignIn.ts'
import type { RestoredSession } from './session/restoredSession.ts'
import { createSpaces, type Spaces } from './space/createSpaces.ts'
import type { SpaceAccess } from './space/spaceAccess.ts'
import type { SqlDatabases } from './sql/sqlDatabase.ts'
import { BrowserSessionStorage } from './storage/browserSessionStorage.ts'
import { createSessionRecords } from './storage/sessionRecords.ts'
import type { TinyCloudWebOptions } from './tinyCloudWebOptions.ts'

/**
 * Signs a user in to TinyCloud with any wallet, and works in the user's spaces.
 *
 * @example
 * const tinycloud = new TinyCloudWeb({ signer, tinycloudHosts: ['https://node.tinycloud.xyz'] })
 * await tinycloud.signIn()
 * await tinycloud.kv.put('greeting', 'hello')
 */
export class TinyCloudWeb {
  /** Values of the app's space. */
  readonly kv: KeyValueStore
  /** Databases of the app's space. */
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

  /** Primary DID after sign-in, session DID before. */
  get did(): string {
    const active = this.#sessions.active()
    return active ? pkhDid(active.client) : this.sessionDid
  }

  /** DID URL of the session key, with its fragment. */
  get sessionDid(): string {
    return this.#sessions.key().didUrl
  }

  /** The app's space, once signed in. */
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
   * Restores a session, or asks the wallet for one signature; for two where the node does not host the space yet.
   * Calls made while one is under way share its outcome.
   * @throws {TinyCloudError}
   * @throws what the wallet throws, untouched
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
   * First half of a sign-in for an external signer: makes a fresh session key and the message to sign. Stores nothing.
   * @throws {TinyCloudError} `signer_missing`, `capability_request_invalid`
   */
  prepareSessionForSigning(): Promise<PreparedSignIn> {
    return this.#authorization.prepare()
  }

  /**
   * Second half: hands the signed session to the node, hosts the space if nobody did, and stores the session.
   * @throws {TinyCloudError}
   * @throws what the wallet throws while hosting, untouched
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

  /** Looks for a stored session of `address`, or of whoever signed in last. Never asks the wallet. */
  restoreSession(address?: string): Promise<RestoredSession> {
    return this.#sessions.restore(address)
  }

  /** Forgets the session here and in the storage. Tells neither the node nor the wallet. */
  signOut(): Promise<void> {
    return this.#sessions.forget()
  }

  clearPersistedSession(address?: string): Promise<void> {
    return this.#sessions.clear(address)
  }

  /** Another space of the signed-in account, for example `secrets`. It is hosted when it is first needed. */
  space(name: string): SpaceAccess {
    return this.#spaces.named(name)
  }

  /**
   * Passes on what the session holds in the app's space to another user.
   * @throws {TinyCloudError} `delegatee_invalid` for anything but a primary DID; what the node answers
   * @example
   * const portable = await alice.createDelegation({ delegateDID: bob.did, abilities: ['tinycloud.kv/get'], path: 'shared/' })
   * const access = await bob.useDelegation(portable)
   * await access.kv.get('shared/document')
   */
  createDelegation(options: DelegateToUser): Promise<PortableDelegation> {
    return this.#delegator.createDelegation(options)
  }

  /** The same to one session key, for a service without a wallet: see {@link Delegator}. */
  createSessionDelegation(options: DelegateToSession): Promise<PortableDelegation> {
    return this.#delegator.createSessionDelegation(options)
  }

  /**
   * Uses what somebody delegated. To this client's session key: at once, without a wallet and without a sign-in. To a
   * user: after one signature by that user's wallet. Nothing of it is stored.
   * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`, `session_expired`, `signer_missing`; what the
   * node answers
   * @throws what the wallet throws, untouched
   */
  useDelegation(portable: PortableDelegation): Promise<DelegatedAccess> {
    return this.#openAccess(portable)
  }

  /** Makes an encryption network of the signed-in account unless it is there. @param networkId @default the one called `default` */
  ensureEncryptionNetwork(networkId?: string): Promise<Result<NetworkDescriptor>> {
    return settle(async () => {
      const session = this.#sessions.require()
      const id = networkId ?? formatNetworkId({ ...session.client, name: 'default' })
      return ensureEncryptionNetwork(session, id, this.#now())
    })
  }
}
