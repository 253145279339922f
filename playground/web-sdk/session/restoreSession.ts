import { type CapabilityOptions, chooseCapabilities } from '../capabilities/chooseCapabilities.ts'
import { coversRequest } from '../capabilities/coversRequest.ts'
import { createNodeClient } from '../node-http/nodeClient.ts'
import { sameHost } from '../node-http/sameHost.ts'
import type { ActiveSession } from './activeSession.ts'
import { readSessionRecord } from './readSessionRecord.ts'
import type { RestoredSession } from './restoredSession.ts'

export type RestoreSessionOptions = {
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
 * Reads, checks and re-activates a stored session. Activating again is idempotent at the node, and makes `restored`
 * mean that the node takes the session today. A space that nobody hosts is left alone: a page load is no moment for a
 * wallet to ask.
 */
export async function restoreSession(options: RestoreSessionOptions): Promise<Restored> {
  const { load, tinycloudHosts, capabilities, fetch, now } = options
  let text: string | undefined
  try {
    text = await load()
  } catch {
    return { status: 'storage-unavailable' }
  }
  if (text === undefined) return { status: 'missing' }

  const read = readSessionRecord(text, now)
  if (read.status !== 'sound') return read
  const { session, hosts } = read
  const host = hosts.find((candidate) => tinycloudHosts.some((known) => sameHost(known, candidate)))
  const wanted = chooseCapabilities(session.client, capabilities)
  const isWanted = session.granted.spaceId === wanted.spaceId && coversRequest(session.client.siwe, wanted)
  if (host === undefined || !isWanted) return { status: 'stale' }

  const node = createNodeClient({ host, fetch })
  try {
    await node.delegate(session.granted.delegationHeader)
    return { status: 'restored', session: { ...session, node } }
  } catch (error) {
    return { status: 'restore-failed', error: error instanceof Error ? error : new Error('The node failed.') }
  }
}
