import { decodeRecap, encodeRecap, formatSpaceId, listCapabilities } from '@openkey/protocol/siwe'
import * as z from 'zod'
import type { Delegation } from '../authority/delegation/delegation.ts'
import type { Database } from './database.ts'

/** Verified delegations, by CID. */
export type DelegationStore = {
  find(cid: string): Delegation | undefined
  /** Idempotent. */
  add(delegation: Delegation): void
  /** Revokes a delegation permanently. Idempotent. */
  revoke(revocation: {
    readonly cid: string
    readonly revokedBy: string
    readonly raw: string
    readonly nowMs: number
  }): void
  /** Returns the delegations that name a space, ordered by CID. */
  inSpace(space: string): readonly Delegation[]
  /** Returns the delegations issued by a DID, ordered by CID. */
  givenBy(did: string): readonly Delegation[]
  /** Returns the delegations to a DID, ordered by CID. */
  givenTo(did: string): readonly Delegation[]
}

/** `att` is stored as a ReCap URI, because only the ReCap decoder preserves caveats with any name. */
const columns = 'cid, raw, delegator, delegatee, att, parents, not_before_ms, expires_at_ms, is_terminal'
const selected = `${columns}, EXISTS (SELECT 1 FROM revocation WHERE revocation.cid = delegation.cid) AS is_revoked`

const delegationRow = z
  .object({
    cid: z.string(),
    raw: z.string(),
    delegator: z.string(),
    delegatee: z.string(),
    att: z.string().transform((uri) => decodeRecap(uri).att),
    parents: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.string())),
    not_before_ms: z.number().nullable(),
    expires_at_ms: z.number().nullable(),
    is_terminal: z.int(),
    is_revoked: z.int(),
  })
  .transform(
    ({ not_before_ms, expires_at_ms, is_terminal, is_revoked, ...row }): Delegation => ({
      ...row,
      capabilities: listCapabilities({ att: row.att, prf: [] }),
      notBeforeMs: not_before_ms ?? undefined,
      expiresAtMs: expires_at_ms ?? undefined,
      isTerminal: is_terminal !== 0,
      isRevoked: is_revoked !== 0,
    }),
  )

export function createDelegationStore(database: Database): DelegationStore {
  return {
    find: (cid) => database.first(delegationRow, `SELECT ${selected} FROM delegation WHERE cid = ?`, [cid]),
    add({ cid, raw, delegator, delegatee, att, capabilities, parents, notBeforeMs, expiresAtMs, isTerminal }) {
      database.transaction(() => {
        const added = database.run(
          `INSERT INTO delegation (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          [
            cid,
            raw,
            delegator,
            delegatee,
            encodeRecap({ att, prf: [] }),
            JSON.stringify(parents),
            notBeforeMs ?? null,
            expiresAtMs ?? null,
            isTerminal ? 1 : 0,
          ],
        )
        if (added === 0) return
        for (const { space } of capabilities) {
          if (space === undefined) continue
          const values = [formatSpaceId(space), cid]
          database.run('INSERT INTO delegation_space (space, cid) VALUES (?, ?) ON CONFLICT DO NOTHING', values)
        }
      })
    },
    revoke({ cid, revokedBy, raw, nowMs }) {
      const sql = 'INSERT INTO revocation (cid, revoked_by, raw, revoked_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
      database.run(sql, [cid, revokedBy, raw, nowMs])
    },
    inSpace: (space) =>
      database.all(
        delegationRow,
        `SELECT ${selected} FROM delegation WHERE cid IN (SELECT cid FROM delegation_space WHERE space = ?) ORDER BY cid`,
        [space],
      ),
    givenBy: (did) =>
      database.all(delegationRow, `SELECT ${selected} FROM delegation WHERE delegator = ? ORDER BY cid`, [did]),
    givenTo: (did) =>
      database.all(delegationRow, `SELECT ${selected} FROM delegation WHERE delegatee = ? ORDER BY cid`, [did]),
  }
}
