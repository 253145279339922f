import * as z from 'zod'
import type { Delegation } from '../authority/delegation/delegation.ts'
import type { Database } from './database/database.ts'
import { delegationColumns, delegationRow, selected } from './delegationRow.ts'

export type AccountQuery = {
  readonly account: string
  /** A session of the account, whose received delegations are listed as well. */
  readonly invoker: string
  readonly direction: 'granted' | 'received' | 'all'
  /** Lists only delegations that name this space. */
  readonly space: string | undefined
  /** Lists only CIDs after this one. */
  readonly after: string
  readonly limit: number
}

export type AccountDelegation = readonly [direction: 'granted' | 'received', delegation: Delegation]

/**
 * Granted is what the account delegated, and what its sessions delegated further. Received is what others delegated to
 * the account or to the invoker; what an account delegated to its own session is granted only.
 */
const ofAccount = `
  WITH given AS (SELECT cid, delegatee FROM delegation WHERE delegator = ?),
    passed_on AS (
      SELECT cid FROM given
      UNION
      SELECT passed.cid FROM delegation AS passed JOIN delegation_parent AS named ON named.cid = passed.cid
      WHERE passed.delegator IN (SELECT delegatee FROM given WHERE delegatee LIKE 'did:key:%')
        AND named.parent IN (SELECT cid FROM given)
    ),
    taken AS (
      SELECT cid FROM delegation WHERE delegatee IN (?, ?) AND cid NOT IN (SELECT cid FROM passed_on)
    )`

const listedBy = {
  granted: `SELECT cid, 'granted' AS direction FROM passed_on`,
  received: `SELECT cid, 'received' AS direction FROM taken`,
}

const accountRow = delegationRow.extend({ direction: z.enum(['granted', 'received']) })

/** Returns a page of the delegations that an account gave and received, ordered by CID, each once. */
export async function readAccountDelegations({
  database,
  query: { account, invoker, direction, space, after, limit },
  toDelegation,
}: {
  readonly database: Database
  readonly query: AccountQuery
  readonly toDelegation: (row: z.output<typeof delegationRow>) => Delegation
}): Promise<readonly AccountDelegation[]> {
  const listed = direction === 'all' ? `${listedBy.granted} UNION ALL ${listedBy.received}` : listedBy[direction]
  const inSpace = `AND EXISTS (
    SELECT 1 FROM delegation_space AS named WHERE named.cid = delegation.cid AND named.space = ?)`
  const rows = await database.all(
    accountRow,
    `${ofAccount}, listed AS (${listed})
     SELECT ${selected(delegationColumns)}, listed.direction FROM listed CROSS JOIN delegation
     WHERE delegation.cid = listed.cid AND delegation.cid > ? ${space === undefined ? '' : inSpace} ORDER BY delegation.cid LIMIT ${limit}`,
    [account, account, invoker, after, ...(space === undefined ? [] : [space])],
  )
  return rows.map((row) => [row.direction, toDelegation(row)])
}
