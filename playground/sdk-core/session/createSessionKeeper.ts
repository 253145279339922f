import { createSessionKey, type SessionKey, sessionKeyFromJwk } from '@openkey/protocol/session'
import type { CapabilityOptions } from '../capabilities/resolveSignInCapabilities.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { SessionRecords } from '../storage/sessionRecords.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { ClientEvent } from './clientEvent.ts'
import type { ActiveSession, CompletedSignIn } from './completeSignIn.ts'
import type { RestoredSession } from './restoreSession.ts'
import { restoreSession } from './restoreSession.ts'
import { readSessionRecord, writeSessionRecord } from './sessionRecord.ts'

export type SessionKeeperOptions = {
  readonly records: SessionRecords
  readonly persistSession: boolean
  readonly tinycloudHosts: readonly string[]
  readonly capabilities: CapabilityOptions
  readonly notify?: ((event: ClientEvent) => void) | undefined
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

/** Holds the session of a client in memory and storage. */
export type SessionKeeper = {
  active(): ActiveSession | undefined
  /** @throws {TinyCloudError} `not_signed_in`, `session_expired` */
  require(): ActiveSession
  /** Returns the session key, or a key of this client before there is a session. */
  key(): SessionKey
  /** Activates and stores a session that the node has accepted. */
  keep(completed: CompletedSignIn, node: NodeClient): Promise<ActiveSession>
  restore(address?: string): Promise<RestoredSession>
  /** Returns whether a valid session is stored. Makes no requests. */
  isStored(address?: string): Promise<boolean>
  /** Error of the last attempt to store the session. */
  storageError(): unknown
  forget(): Promise<void>
  clear(address?: string): Promise<void>
}

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { records, persistSession, tinycloudHosts, capabilities, notify, fetch, now } = options
  let active: ActiveSession | undefined
  let storageError: unknown
  let hasReportedExpiry = false
  let unclaimedKey: SessionKey | undefined

  /** Only keeps a failure of the storage, which must not fail a sign-in. */
  async function persist(session: ActiveSession): Promise<void> {
    if (!persistSession) return
    storageError = await records
      .save(session.client.address, writeSessionRecord(session, now()))
      .catch((error: unknown) => error)
  }

  function activate(session: ActiveSession): ActiveSession {
    active = session
    hasReportedExpiry = false
    return session
  }

  async function clear(address?: string): Promise<void> {
    await records.clear(address).catch(() => undefined)
  }

  return {
    active: () => active,
    require() {
      if (!active) throw new TinyCloudError('not_signed_in', 'No user is signed in.')
      if (active.expiresAt > now()) return active
      if (!hasReportedExpiry) notify?.({ type: 'expired', session: active.client })
      hasReportedExpiry = true
      throw new TinyCloudError('session_expired', 'The session has expired: sign in again.')
    },
    key() {
      if (active) return sessionKeyFromJwk(active.granted.jwk)
      unclaimedKey ??= createSessionKey()
      return unclaimedKey
    },
    async keep(completed, node) {
      const session = activate({ ...completed, node })
      await persist(session)
      return session
    },
    async restore(address) {
      if (!persistSession) return { status: 'disabled' }
      const load = () => records.load(address)
      const found = await restoreSession({ load, tinycloudHosts, capabilities, fetch, now: now() })
      if (found.status !== 'restored') return found
      const { client } = activate(found.session)
      return { status: 'restored', session: client }
    },
    async isStored(address) {
      const text = persistSession ? await records.load(address).catch(() => undefined) : undefined
      return text !== undefined && readSessionRecord(text, now()).status === 'valid'
    },
    storageError: () => storageError,
    async forget() {
      const address = active?.client.address
      active = undefined
      unclaimedKey = undefined
      await clear(address)
    },
    clear,
  }
}
