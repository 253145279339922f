import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'
import { formatNetworkId, pkhDid } from '@openkey/protocol/siwe'
import { type ClientParts, createClientParts } from './createClientParts.ts'
import type { DelegateToSession, DelegateToUser, Delegator } from './delegation/createDelegator.ts'
import type { DelegatedAccess } from './delegation/openAccess.ts'
import type { PortableDelegation } from './delegation/portableDelegation.ts'
import { revokeDelegation } from './delegation/revokeDelegation.ts'
import { createShare, readShareLink, type Share, type ShareOptions } from './delegation/shareLink.ts'
import { ensureEncryptionNetwork } from './encryption/ensureEncryptionNetwork.ts'
import type { KeyValueStore } from './kv/keyValueStore.ts'
import type { NetworkDescriptor } from './node-http/nodeResponses.ts'
import { type Result, toResult } from './result.ts'
import type { ActiveSession, ClientSession } from './session/completeSignIn.ts'
import type { Authorization, PrepareOptions, SignInOptions } from './session/createAuthorization.ts'
import type { SessionKeeper } from './session/createSessionKeeper.ts'
import type { PreparedSignIn } from './session/prepareSignIn.ts'
import type { RestoredSession } from './session/restoreSession.ts'
import type { Signing } from './session/signing.ts'
import type { SpaceAccess, Spaces } from './space/createSpaces.ts'
import type { SqlDatabases } from './sql/sqlDatabase.ts'
import type { Platform, TinyCloudClientOptions } from './tinyCloudClientOptions.ts'

/**
 * Signs a user in to TinyCloud with any wallet, and reads and writes the user's spaces. The SDKs extend this class with
 * what the {@link Platform} they run on has.
 */
export class TinyCloudClient {
  /** Values in the app's space. */
  readonly kv: KeyValueStore
  /** SQL databases in the app's space. */
  readonly sql: SqlDatabases
  readonly #sessions: SessionKeeper
  readonly #authorization: Authorization
  readonly #spaces: Spaces
  readonly #delegator: Delegator
  readonly #openAccess: ClientParts['openAccess']
  readonly #notify: NonNullable<Platform['notify']>
  readonly #now: () => number
  /** For SDKs that do more after a sign-in. @throws {TinyCloudError} `signer_missing` */
  protected readonly signing: () => Signing
  #signingIn: Promise<ClientSession> | undefined

  /** @param options checked by the SDK: see {@link checkOptions} */
  constructor(options: TinyCloudClientOptions, platform: Platform) {
    const parts = createClientParts(options, platform)
    this.signing = parts.signing
    this.#sessions = parts.sessions
    this.#authorization = parts.authorization
    this.#spaces = parts.spaces
    this.#delegator = parts.delegator
    this.#openAccess = parts.openAccess
    this.#notify = parts.notify
    this.#now = parts.now
    this.kv = parts.spaces.primary.kv
    this.sql = parts.spaces.primary.sql
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

  /** For SDKs that do more after a sign-in. */
  protected get activeSession(): ActiveSession | undefined {
    return this.#sessions.active()
  }

  session(): ClientSession | undefined {
    return this.#sessions.active()?.client
  }

  address(): string | undefined {
    return this.session()?.address
  }

  /**
   * Restores a stored session, or signs in with one wallet signature; with two if the node does not host the space yet.
   * Concurrent calls without a `nonce` share one sign-in.
   * @throws {TinyCloudError} `signer_missing` for a session-only client; others
   * @throws the wallet's own error, unchanged
   */
  signIn(options?: SignInOptions): Promise<ClientSession> {
    const start = () => this.#reporting(this.#authorization.signIn(options))
    if (options?.nonce !== undefined) return start()
    this.#signingIn ??= start().finally(() => {
      this.#signingIn = undefined
    })
    return this.#signingIn
  }

  /**
   * First half of a sign-in with an external signer: generates a session key and the message to sign. Stores nothing.
   * @throws {TinyCloudError} `signer_missing`, `capability_request_invalid`
   */
  prepareSessionForSigning(options?: PrepareOptions): Promise<PreparedSignIn> {
    return this.#authorization.prepare(options)
  }

  /**
   * Second half of a sign-in with an external signer: sends the session to the node, has the space hosted if necessary,
   * and stores the session.
   * @param prepared result of {@link prepareSessionForSigning}
   * @param signature of `prepared.siwe`, 65 bytes as `0x` hex
   * @throws {TinyCloudError}
   * @throws the wallet's own error while hosting, unchanged
   */
  signInWithPreparedSession(
    prepared: PreparedSession,
    signature: string,
    keyId: string,
    jwk: PrivateJwk,
  ): Promise<ClientSession> {
    return this.#reporting(this.#authorization.complete(prepared, signature, keyId, jwk))
  }

  /** Restores the stored session of `address`, or of the last account. Never prompts the wallet. */
  async restoreSession(address?: string): Promise<RestoredSession> {
    const restored = await this.#sessions.restore(address)
    if (restored.status === 'restored') this.#notify({ type: 'restored', session: restored.session })
    return restored
  }

  /**
   * Returns whether a session of `address`, or of the last account, is stored, undamaged and not expired. Contacts
   * neither node nor wallet: {@link restoreSession} tells whether the node still accepts it.
   */
  hasStoredSession(address?: string): Promise<boolean> {
    return this.#sessions.isStored(address)
  }

  /** Why the session could not be stored. It works all the same until the program ends. */
  get sessionStorageError(): unknown {
    return this.#sessions.storageError()
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
   * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`, `session_expired`, `signer_missing`; errors of
   *   the node
   * @throws the wallet's own error, unchanged
   */
  useDelegation(portable: PortableDelegation): Promise<DelegatedAccess> {
    return this.#openAccess(portable)
  }

  /**
   * Creates a link that gives access to a path without an account: it contains a key of its own. To end the access,
   * pass its `delegation` to {@link revokeDelegation}.
   * @throws {TinyCloudError} `not_signed_in`, `session_expired`; errors of the node
   * @example
   * const { link } = await tc.share({ path: 'shared/', url: 'https://app.example/read' })
   * const { kv } = await reader.useShareLink(link)
   */
  share(options: ShareOptions): Promise<Share> {
    return createShare(options, this.#delegator.createSessionDelegation)
  }

  /**
   * Opens a link of {@link share}. Needs neither wallet nor sign-in. The node must be one of `tinycloudHosts`.
   * @throws {TinyCloudError} `delegation_invalid`, `session_expired`; errors of the node
   */
  async useShareLink(link: string): Promise<DelegatedAccess> {
    const { delegation, sessionKey } = readShareLink(link)
    return this.#openAccess(delegation, sessionKey)
  }

  /**
   * Revokes a delegation that this session created, and everything that was delegated further.
   * @throws {TinyCloudError} `session_rejected` for the delegation of another session; errors of the node
   */
  async revokeDelegation(delegation: Pick<PortableDelegation, 'delegationCid'>): Promise<void> {
    await revokeDelegation(this.#sessions.require(), delegation, this.#now())
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

  async #reporting(signingIn: Promise<ActiveSession>): Promise<ClientSession> {
    try {
      const { client } = await signingIn
      this.#notify({ type: 'signed-in', session: client })
      return client
    } catch (error) {
      this.#notify({ type: 'sign-in-failed', error })
      throw error
    }
  }
}
