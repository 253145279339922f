import { encodeRecap, formatSpaceId } from '@openkey/protocol/siwe'
import { LRUCache } from 'lru-cache'
import * as z from 'zod'
import type { Link, LoadClosure } from '../authority/delegation/closure.ts'
import type { Delegation } from '../authority/delegation/delegation.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxClosureLinks } from '../limits.ts'
import { type AccountDelegation, type AccountQuery, readAccountDelegations } from './accountDelegations.ts'
import { type Database, listOf, type Sql } from './database/database.ts'
import {
  type Content,
  contentOf,
  contentRow,
  delegationColumns,
  delegationRow,
  joinDelegation,
  linkColumns,
  linkOf,
  linkRow,
  selected,
} from './delegationRow.ts'

/** Verified delegations, by CID. */
export type DelegationStore = {
  /** Reads delegations and all their ancestors with one recursive query. */
  readonly load: LoadClosure
  /** Adds a delegation, in a transaction. Idempotent. */
  add(sql: Sql, delegation: Delegation): Promise<void>
  /** Revokes a delegation permanently. Idempotent. */
  revoke(revocation: {
    readonly cid: string
    readonly revokedBy: string
    readonly raw: string
    readonly nowMs: number
  }): Promise<void>
  /**
   * Forgets a batch of the delegations that expired before `beforeMs`, with their revocations.
   * @returns how many were forgotten
   */
  forget(beforeMs: number): Promise<number>
  /** Counts the delegations by a DID that name no hosted space. Stops at `most`. */
  countUnhosted(delegator: string, most: number): Promise<number>
  /** Returns at most `limit` delegations that name a space and have not expired, ordered by CID. */
  inSpace(space: string, at: { readonly nowMs: number; readonly limit: number }): Promise<readonly Delegation[]>
  /** Returns a page of the delegations that an account gave and received, ordered by CID, each once. */
  ofAccount(query: AccountQuery): Promise<readonly AccountDelegation[]>
}

/**
 * Reads whole closures. Every delegation that was accepted has at most 64 ancestors.
 *
 * SQLite reads the tables of a `CROSS JOIN` in this order. After a `JOIN` it would read every delegation of the node, and
 * look each up in the closure.
 */
const closure = (places: string) => `
  WITH RECURSIVE closure (cid) AS (
    SELECT cid FROM delegation WHERE cid IN (${places})
    UNION
    SELECT named.parent FROM delegation_parent AS named JOIN closure ON named.cid = closure.cid
  )
  SELECT ${selected(linkColumns)} FROM closure CROSS JOIN delegation WHERE delegation.cid = closure.cid
  LIMIT ${maxClosureLinks + 1}`

/** Reads one delegation that has no ancestors, in a third of the time of its closure. */
const root = `SELECT ${selected(linkColumns)} FROM delegation WHERE cid = ?`

/** Delegations forgotten at a time; more if they expire in the same millisecond. */
const forgetBatch = 500

/** Delegations whose closures are read at a time. */
const rootsBatch = 128

/**
 * Maximum size of the delegations in memory, in characters of their `Authorization`. Parsed, they take about 20 times
 * as much.
 */
const maxCachedLength = 2 * 1_048_576

/** Number of delegations without ancestors that are remembered by their CID. */
const maxKnownRoots = 10_000

export function createDelegationStore(database: Database): DelegationStore {
  const { orKeep } = database.dialect
  /** Delegations never change, and one that was forgotten is not found. */
  const knownRoots = new LRUCache<string, true>({ max: maxKnownRoots })
  const cache = new LRUCache<string, Content>({
    maxSize: maxCachedLength,
    sizeCalculation: ({ raw }) => raw.length + 1,
  })
  const remember = (row: z.output<typeof contentRow>): Content => {
    const content = cache.get(row.cid) ?? contentOf(row)
    cache.set(row.cid, content)
    return content
  }
  const toDelegation = (row: z.output<typeof delegationRow>) => joinDelegation(remember(row), linkOf(row))

  const loadLinks = async (roots: readonly string[]): Promise<ReadonlyMap<string, Link>> => {
    const links = new Map<string, Link>()
    const [first, ...others] = roots
    if (first !== undefined && others.length === 0 && knownRoots.has(first)) {
      const row = await database.first(linkRow, root, [first])
      if (row !== undefined) links.set(first, linkOf(row))
      return links
    }
    for (let start = 0; start < roots.length; start += rootsBatch) {
      const { places, values } = listOf(roots.slice(start, start + rootsBatch))
      const rows = await database.all(linkRow, closure(places), values)
      if (rows.length > maxClosureLinks) throw new NodeError('chain_too_long')
      for (const row of rows) {
        links.set(row.cid, linkOf(row))
        if (row.parents.length === 0) knownRoots.set(row.cid, true)
      }
    }
    return links
  }
  const loadContents = async (cids: readonly string[]): Promise<ReadonlyMap<string, Content>> => {
    const contents = new Map<string, Content>()
    const missing: string[] = []
    for (const cid of cids) {
      const content = cache.get(cid)
      if (content) contents.set(cid, content)
      else missing.push(cid)
    }
    if (missing.length > 0) {
      const { places, values } = listOf(missing)
      const rows = await database.all(
        contentRow,
        `SELECT cid, raw, att FROM delegation WHERE cid IN (${places})`,
        values,
      )
      for (const row of rows) contents.set(row.cid, remember(row))
    }
    return contents
  }

  return {
    async load({ full, links: others = [] }) {
      const [links, contents] = await Promise.all([
        loadLinks([...new Set([...full, ...others])]),
        loadContents([...new Set(full)]),
      ])
      const findLink = (cid: string) => links.get(cid)
      return {
        findLink,
        find(cid) {
          const [content, link] = [contents.get(cid), findLink(cid)]
          return content && link && joinDelegation(content, link)
        },
      }
    },
    async add(
      sql,
      { cid, raw, delegator, delegatee, att, capabilities, parents, notBeforeMs, expiresAtMs, isTerminal },
    ) {
      const added = await sql.run(
        `INSERT INTO delegation (${delegationColumns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ${orKeep('cid')}`,
        [
          cid,
          delegator,
          delegatee,
          JSON.stringify(parents),
          notBeforeMs ?? null,
          expiresAtMs ?? null,
          isTerminal ? 1 : 0,
          raw,
          encodeRecap({ att, prf: [] }),
        ],
      )
      if (added === 0) return
      for (const parent of parents) {
        await sql.run(`INSERT INTO delegation_parent (cid, parent) VALUES (?, ?) ${orKeep('cid')}`, [cid, parent])
      }
      const spaces = new Set(capabilities.flatMap(({ space }) => (space ? formatSpaceId(space) : [])))
      for (const space of spaces) {
        await sql.run(`INSERT INTO delegation_space (space, cid) VALUES (?, ?) ${orKeep('cid')}`, [space, cid])
      }
    },
    async revoke({ cid, revokedBy, raw, nowMs }) {
      const sql = `INSERT INTO revocation (cid, revoked_by, raw, revoked_at) VALUES (?, ?, ?, ?) ${orKeep('cid')}`
      await database.run(sql, [cid, revokedBy, raw, nowMs])
    },
    forget: (beforeMs) =>
      database.transaction(async (sql) => {
        // A child expires no later than its parent, so no parent is forgotten before its children.
        const last = await sql.first(
          z.object({ expires_at_ms: z.number().nullable() }),
          `SELECT max(expires_at_ms) AS expires_at_ms FROM (SELECT expires_at_ms FROM delegation
             WHERE expires_at_ms < ? ORDER BY expires_at_ms LIMIT ${forgetBatch}) AS batch`,
          [beforeMs],
        )
        if (last === undefined || last.expires_at_ms === null) return 0
        const values = [last.expires_at_ms]
        const forgotten = 'SELECT cid FROM delegation WHERE expires_at_ms <= ?'
        for (const table of ['revocation', 'delegation_space', 'delegation_parent']) {
          await sql.run(`DELETE FROM ${table} WHERE cid IN (${forgotten})`, values)
        }
        return sql.run('DELETE FROM delegation WHERE expires_at_ms <= ?', values)
      }),
    async countUnhosted(delegator, most) {
      const rows = await database.all(
        z.object({}),
        `SELECT 1 AS one FROM delegation WHERE delegator = ? AND NOT EXISTS (
           SELECT 1 FROM delegation_space AS named JOIN space ON space.id = named.space WHERE named.cid = delegation.cid)
         LIMIT ${most}`,
        [delegator],
      )
      return rows.length
    },
    async inSpace(space, { nowMs, limit }) {
      const rows = await database.all(
        delegationRow,
        `SELECT ${selected(delegationColumns)} FROM delegation WHERE cid IN (SELECT cid FROM delegation_space WHERE space = ?)
           AND (expires_at_ms IS NULL OR expires_at_ms >= ?) ORDER BY cid LIMIT ${limit}`,
        [space, nowMs],
      )
      return rows.map(toDelegation)
    },
    ofAccount: (query) => readAccountDelegations({ database, query, toDelegation }),
  }
}
