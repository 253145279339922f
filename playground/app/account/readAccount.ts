import { listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { type KeyValueStore, type Result, type SqlDatabase, TinyCloudError, TinyCloudWeb } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import { capabilityRequest } from '../clients/clientOptions.ts'
import type { Switches } from '../switches/switches.ts'

/** A part of the account, by the names of its entries. A sentence says why it could not be read. */
export type Part = readonly string[] | { readonly problem: string }

/** An account's data at the node. */
export type AccountOnNode = {
  readonly spaces: Part
  readonly records: Part
  readonly rows: Part
  readonly delegations: Part
  readonly network: Part
  /** Whether the bootstrap has completed. `undefined` if the session may not read that. */
  readonly isComplete: boolean | undefined
}

export const emptyAccount: AccountOnNode = {
  spaces: [],
  records: [],
  rows: [],
  delegations: [],
  network: [],
  isComplete: false,
}

/** Key of the record that is written last. */
const markerKey = 'system/bootstrap/complete'

export type AccountReader = {
  /** @returns `undefined` without a session */
  readonly read: () => Promise<AccountOnNode | undefined>
}

/**
 * Creates a reader of the account of the stored session. It has no wallet, so it never asks the user: what the node
 * does not host yet is missing.
 */
export function createAccountReader({ nodeUrl }: AppConfig, switches: Switches): AccountReader {
  return {
    async read() {
      const client = new TinyCloudWeb({
        signer: 'none',
        tinycloudHosts: [nodeUrl],
        // A client restores only a session that grants what it requests.
        capabilityRequest: capabilityRequest(switches),
      })
      if ((await client.restoreSession()).status !== 'restored') return undefined
      const account = client.space('account')
      // The node says of what a session was not granted that it is not hosted.
      const grants = grantsOf(client.session()?.siwe ?? '')
      const values = grants.includes('kv') ? account.kv : undefined
      const database = grants.includes('sql') ? account.sql.database('account') : undefined
      return {
        spaces: database ? await rowsOf(database, 'SELECT * FROM spaces ORDER BY 1') : notGranted,
        records: values ? await keysOf(values) : notGranted,
        rows: database ? await countRows(database) : notGranted,
        delegations: database ? await rowsOf(database, 'SELECT * FROM delegations ORDER BY 1') : notGranted,
        network: await networkOf(nodeUrl, client.address() ?? ''),
        isComplete: values && (await hasMarker(values)),
      }
    },
  }
}

const notGranted: Part = { problem: 'This session was not granted it.' }

/** Services of the space `account` that a signed message grants. */
function grantsOf(siwe: string): readonly string[] {
  const recap = readRecap(parseSiweMessage(siwe))
  const resources = recap ? listCapabilities(recap).map(({ resource }) => resource) : []
  return resources.flatMap((resource) => /:account\/([a-z]+)/.exec(resource)?.[1] ?? [])
}

async function keysOf(kv: KeyValueStore): Promise<Part> {
  const parts = await Promise.all(['spaces/', 'applications/'].map((prefix) => kv.list({ prefix })))
  return parts.every((part) => part.ok) ? parts.flatMap((part) => part.data.keys) : problemOf(parts)
}

async function hasMarker(kv: KeyValueStore): Promise<boolean | undefined> {
  const marker = await kv.get(markerKey)
  if (marker.ok) return true
  return ['key_not_found', 'space_not_hosted'].includes(marker.error.code) ? false : undefined
}

async function rowsOf(database: SqlDatabase, query: string): Promise<Part> {
  const result = await database.query(query)
  return result.ok
    ? result.data.rows.map((row) =>
        row
          .filter((cell) => typeof cell === 'string')
          .slice(0, 2)
          .join(' · '),
      )
    : problemOf([result])
}

async function countRows(database: SqlDatabase): Promise<Part> {
  const tables = ['spaces', 'applications', 'application_state', 'delegations', 'sync_state']
  const counts = await Promise.all(tables.map((table) => database.query(`SELECT count(*) FROM ${table}`)))
  if (!counts.every((count) => count.ok)) return problemOf(counts)
  return counts.map((count, index) => `${tables[index]}: ${count.data.rows[0]?.[0]}`)
}

async function networkOf(nodeUrl: string, address: string): Promise<Part> {
  const id = `urn:tinycloud:encryption:did:pkh:eip155:1:${address}:default`
  const response = await fetch(`${nodeUrl}/encryption/networks/${encodeURIComponent(id)}`)
  return response.ok ? [id] : []
}

/** An account that the node does not host yet has nothing, which is no problem. */
function problemOf(results: readonly Result<unknown>[]): Part {
  const failed = results.find((result) => !result.ok)
  if (failed === undefined || failed.ok) return []
  const { error } = failed
  return error instanceof TinyCloudError && error.code === 'space_not_hosted' ? [] : { problem: error.message }
}
