import { createSessionKey, type PreparedSession, type PrivateJwk, type SessionKey } from '@openkey/protocol/session'
import { pkhDid } from '@openkey/protocol/siwe'
import { systemClock } from './clock.ts'
import { createKeyValueStore } from './kv/createKeyValueStore.ts'
import type { KeyValueStore } from './kv/keyValueStore.ts'
import { findNode } from './node-http/findNode.ts'
import { activateSession } from './session/activateSession.ts'
import type { ActiveSession } from './session/activeSession.ts'
import type { ClientSession } from './session/clientSession.ts'
import { completeSignIn } from './session/completeSignIn.ts'
import type { PreparedSignIn } from './session/preparedSignIn.ts'
import { prepareSignIn } from './session/prepareSignIn.ts'
import type { RestoredSession } from './session/restoredSession.ts'
import { restoreSession } from './session/restoreSession.ts'
import { writeSessionRecord } from './session/writeSessionRecord.ts'
import type { Signer } from './signer.ts'
import { BrowserSessionStorage } from './storage/browserSessionStorage.ts'
import { createSessionRecords, type SessionRecords } from './storage/sessionRecords.ts'
import { TinyCloudError } from './tinyCloudError.ts'
import type { TinyCloudWebOptions } from './tinyCloudWebOptions.ts'

/**
 * Signs a user in to TinyCloud with any wallet, and stores values in the user's space.
 *
 * @example
 * const tinycloud = new TinyCloudWeb({ signer, tinycloudHosts: ['https://node.tinycloud.xyz'] })
 * await tinycloud.signIn()
 * await tinycloud.kv.put('greeting', 'hello')
 */
export class TinyCloudWeb {
  readonly kv: KeyValueStore
  readonly #options: TinyCloudWebOptions
  readonly #records: SessionRecords
  readonly #fetch: typeof globalThis.fetch
  readonly #now: () => number
  #active: ActiveSession | undefined
  #unclaimedKey: SessionKey | undefined
  #signingIn: Promise<ClientSession> | undefined

  constructor(options: TinyCloudWebOptions) {
    const { clock = systemClock, fetch, kvPrefix = '', sessionStorage = new BrowserSessionStorage() } = options
    this.#options = options
    this.#now = () => clock.now()
    this.#fetch = fetch ?? ((...request) => globalThis.fetch(...request))
    this.#records = createSessionRecords(sessionStorage, options.sessionStorageKeyPrefix ?? 'tinycloud')
    this.kv = createKeyValueStore({ requireSession: () => this.#requireSession(), kvPrefix, now: this.#now })
  }

  /** Primary DID after sign-in, session DID before. */
  get did(): string {
    return this.#active ? pkhDid(this.#active.client) : this.sessionDid
  }

  /** DID URL of the session key, with its fragment. */
  get sessionDid(): string {
    if (this.#active) return this.#active.granted.verificationMethod
    this.#unclaimedKey ??= createSessionKey()
    return this.#unclaimedKey.didUrl
  }

  /** The app's space, once signed in. */
  get spaceId(): string | undefined {
    return this.#active?.granted.spaceId
  }

  session(): ClientSession | undefined {
    return this.#active?.client
  }

  address(): string | undefined {
    return this.#active?.client.address
  }

  /**
   * Restores a session, or asks the wallet for one signature; for two where the node does not host the space yet.
   * Calls made while one is under way share its outcome.
   * @throws {TinyCloudError}
   * @throws what the wallet throws, untouched
   */
  signIn(): Promise<ClientSession> {
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = undefined
    })
    return this.#signingIn
  }

  /**
   * First half of a sign-in for an external signer: makes a fresh session key and the message to sign. Stores nothing.
   * @throws {TinyCloudError} `signer_missing`
   */
  prepareSessionForSigning(): Promise<PreparedSignIn> {
    const { spacePrefix: spaceName = 'default', sessionExpirationMs: lifetimeMs = 3_600_000 } = this.#options
    const signer = this.#requireSigner()
    return prepareSignIn({ signer, domain: this.#domain(), spaceName, lifetimeMs, now: this.#now() })
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
    const completed = completeSignIn({ prepared, signature, keyId, jwk })
    const node = await findNode(this.#options.tinycloudHosts, this.#fetch)
    const hosting = { signer: this.#requireSigner(), domain: this.#domain(), now: this.#now }
    await activateSession(node, completed, this.#options.autoCreateSpace === false ? undefined : hosting)
    this.#active = { ...completed, node }
    await this.#persist(this.#active)
    return this.#active.client
  }

  /** Looks for a stored session of `address`, or of whoever signed in last. Never asks the wallet. */
  async restoreSession(address?: string): Promise<RestoredSession> {
    const { persistSession = true, tinycloudHosts, spacePrefix: spaceName = 'default' } = this.#options
    if (!persistSession) return { status: 'disabled' }
    const found = await restoreSession({
      load: () => this.#records.load(address),
      tinycloudHosts,
      spaceName,
      fetch: this.#fetch,
      now: this.#now(),
    })
    if (found.status !== 'restored') return found
    this.#active = found.session
    return { status: 'restored', session: found.session.client }
  }

  /** Forgets the session here and in the storage. Tells neither the node nor the wallet. */
  async signOut(): Promise<void> {
    const address = this.#active?.client.address
    this.#active = undefined
    this.#unclaimedKey = undefined
    await this.clearPersistedSession(address)
  }

  async clearPersistedSession(address?: string): Promise<void> {
    await this.#records.clear(address).catch(() => undefined)
  }

  async #signIn(): Promise<ClientSession> {
    const signer = this.#requireSigner()
    const restored = await this.restoreSession()
    if (restored.status === 'restored') return restored.session
    const { prepared, keyId, jwk } = await this.prepareSessionForSigning()
    const signature = await signer.signMessage(prepared.siwe)
    return this.signInWithPreparedSession(prepared, signature, keyId, jwk)
  }

  /** A storage that is blocked costs the restore, never the sign-in. */
  async #persist(session: ActiveSession): Promise<void> {
    if (this.#options.persistSession === false) return
    const text = writeSessionRecord(session, this.#now())
    await this.#records.save(session.client.address, text).catch(() => undefined)
  }

  #requireSession(): ActiveSession {
    if (!this.#active) throw new TinyCloudError('not_signed_in', 'Nobody is signed in.')
    if (this.#active.expiresAt > this.#now()) return this.#active
    throw new TinyCloudError('session_expired', 'The session has expired: sign in again.')
  }

  #requireSigner(): Signer {
    if (this.#options.signer) return this.#options.signer
    throw new TinyCloudError('signer_missing', 'Signing in needs a wallet: pass `signer`.')
  }

  #domain(): string {
    return this.#options.domain ?? globalThis.location.host
  }
}
