import { createInvocation, type Session } from '@openkey/protocol/session'
import * as z from 'zod'
import type { Provisioning } from '../steps/provisioning.ts'
import { NodeCallError, type NodeResponse, readResponse } from './nodeClient.ts'

export type Schema = {
  readonly database: string
  /** Each statement is idempotent and returns no rows. */
  readonly statements: readonly [string, ...string[]]
}

const executed = z.object({ changes: z.number(), lastInsertRowId: z.number().nullable() })

/**
 * Applies a schema to a database. The node requires a statement besides the schema, and rejects one that returns rows.
 * The last statement of the schema serves as that statement; it has no effect the second time.
 */
export async function executeSchema(
  provisioning: Provisioning,
  session: Session,
  { database, statements }: Schema,
  signal: AbortSignal,
): Promise<void> {
  const body = { action: 'execute', sql: statements.at(-1), params: [], schema: statements }
  const response = await invokeSql(provisioning, session, { database, verbs: ['schema', 'write'], body }, signal)
  readResponse(response, executed)
}

export type Row = { readonly table: string; readonly columns: Readonly<Record<string, string | null>> }

const written = z.object({ results: z.array(z.unknown()) })

/** Inserts rows, or replaces the rows with the same primary keys. */
export async function writeRows(
  provisioning: Provisioning,
  session: Session,
  { database, rows }: { readonly database: string; readonly rows: readonly Row[] },
  signal: AbortSignal,
): Promise<void> {
  const statements = rows.map(({ table, columns }) => {
    const names = Object.keys(columns)
    return {
      sql: `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      params: Object.values(columns),
    }
  })
  const body = { action: 'batch', statements }
  const response = await invokeSql(provisioning, session, { database, verbs: ['write'], body }, signal)
  if (readResponse(response, written).results.length !== rows.length) throw new NodeCallError('malformed')
}

type SqlInvocation = {
  /** Database of the session's own space. */
  readonly database: string
  readonly verbs: readonly ('schema' | 'write')[]
  readonly body: object
}

function invokeSql(
  { call, clock }: Provisioning,
  session: Session,
  { database, verbs, body }: SqlInvocation,
  signal: AbortSignal,
): Promise<NodeResponse> {
  const resource = `${session.spaceId}/sql/${database}`
  const capabilities = verbs.map((verb) => ({ resource, ability: `tinycloud.sql/${verb}` }))
  const headers = {
    ...createInvocation(session, capabilities, { now: clock.now() }),
    'Content-Type': 'application/json',
  }
  return call({ method: 'POST', path: '/invoke', headers, body: JSON.stringify(body) }, signal)
}
