import { narrowRequest } from '../capabilities/narrowRequest.ts'
import {
  type CapabilityOptions,
  coversRequest,
  resolveSignInCapabilities,
} from '../capabilities/resolveSignInCapabilities.ts'
import { sameHost } from '../node-http/checkNodeInfo.ts'
import { createNodeClient } from '../node-http/nodeClient.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { ActiveSession, ClientSession } from './completeSignIn.ts'
import { readSessionRecord } from './sessionRecord.ts'

/** The outcome of restoring a session. No outcome changes the storage. */
export type RestoredSession =
  | { readonly status: 'restored'; readonly session: ClientSession }
  | {
      readonly status: /** `persistSession` is false. */
        | 'disabled'
        /** Nothing is stored. */
        | 'missing'
        | 'expired'
        /** The record cannot be read, or its parts do not match. */
        | 'corrupt'
        /** The storage is blocked. */
        | 'storage-unavailable'
        /** The record is valid, but for another node, another space or fewer capabilities than this client needs. */
        | 'stale'
    }
  /** The node does not respond or rejects the session. */
  | { readonly status: 'restore-failed'; readonly error: Error }

type RestoreSessionOptions = {
  readonly load: () => Promise<string | undefined>
  readonly tinycloudHosts: readonly string[]
  readonly capabilities: CapabilityOptions
  readonly fetch: typeof globalThis.fetch
  readonly now: number
}

type Restored =
  | { readonly status: 'restored'; readonly session: ActiveSession }
  | Exclude<RestoredSession, { readonly status: 'restored' }>

/**
 * Reads, verifies and re-activates a stored session. Activation is idempotent, and ensures that the node accepts a
 * `restored` session now. Does not have a space hosted, because restoring must not prompt the wallet.
 */
export async function restoreSession(options: RestoreSessionOptions): Promise<Restored> {
  const { load, tinycloudHosts, capabilities, fetch, now } = options
  let text: string | undefined
  try {
    text = await load()
  } catch (error) {
    const isDamaged = error instanceof TinyCloudError && error.code === 'session_storage_damaged'
    return { status: isDamaged ? 'corrupt' : 'storage-unavailable' }
  }
  if (text === undefined) return { status: 'missing' }

  const read = readSessionRecord(text, now)
  if (read.status !== 'valid') return read
  const { session, hosts } = read
  const host = hosts.find((candidate) => tinycloudHosts.some((known) => sameHost(known, candidate)))
  // What the user removed stays removed: asking again with every visit would wear the choice down.
  const requested = narrowRequest(resolveSignInCapabilities(session.client, capabilities), session.removed)
  const isSufficient = session.granted.spaceId === requested.spaceId && coversRequest(session.client.siwe, requested)
  if (host === undefined || !isSufficient) return { status: 'stale' }

  const node = createNodeClient({ host, fetch })
  try {
    await node.delegate(session.granted.delegationHeader)
    return { status: 'restored', session: { ...session, node } }
  } catch (error) {
    return { status: 'restore-failed', error: error instanceof Error ? error : new Error('The node failed.') }
  }
}
