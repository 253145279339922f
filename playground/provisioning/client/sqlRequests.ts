import { createInvocation, type Session } from '@openkey/protocol/session'
import * as z from 'zod'
import type { Provisioning } from '../steps/provisioning.ts'
import { NodeCallError, type NodeResponse, readResponse } from './nodeClient.ts'

export type Schema = {
  readonly database: string
  /** Each statement is idempotent and returns no rows. */
  readonly statements: readonly [string, ...string[]]
}

/**
 * Applies a schema to a database. The node requires a statement besides the schema, and rejects one that returns rows.
 * The last statement of the schema serves as that statement; it has no effect the second time.
 */
export async function executeSchema(
  provisioning: Provisioning,
  session: Session,
  { database, statements: [first, ...others] }: Schema,
  signal: AbortSignal,
): Promise<void> {
  const sql = others.at(-1) ?? first
  await executeStatement(provisioning, session, { database, schema: [first, ...others], sql, params: [] }, signal)
}

export type Statement = {
  /** @default the session's own space */
  readonly spaceId?: string
  readonly database: string
  /** Runs before the statement. */
  readonly schema?: readonly string[]
  readonly sql: string
  readonly params: readonly (string | number | null)[]
}

const executed = z.object({ changes: z.number(), lastInsertRowId: z.number().nullable() })

/** Runs one statement that returns no rows. @returns how many rows it has changed */
export async function executeStatement(
  provisioning: Pick<Provisioning, 'call' | 'clock'>,
  session: Session,
  { spaceId, database, schema, sql, params }: Statement,
  signal: AbortSignal,
): Promise<number> {
  const body = { action: 'execute', sql, params, ...(schema && { schema }) }
  const invocation = { spaceId, database, verbs: ['schema', 'write'], body } as const
  return readResponse(await invokeSql(provisioning, session, invocation, signal), executed).changes
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
  /** @default the session's own space */
  readonly spaceId?: string | undefined
  readonly database: string
  readonly verbs: readonly ('schema' | 'write')[]
  readonly body: object
}

function invokeSql(
  { call, clock }: Pick<Provisioning, 'call' | 'clock'>,
  session: Session,
  { spaceId = session.spaceId, database, verbs, body }: SqlInvocation,
  signal: AbortSignal,
): Promise<NodeResponse> {
  const resource = `${spaceId}/sql/${database}`
  const capabilities = verbs.map((verb) => ({ resource, ability: `tinycloud.sql/${verb}` }))
  const headers = {
    ...createInvocation(session, capabilities, { now: clock.now() }),
    'Content-Type': 'application/json',
  }
  return call({ method: 'POST', path: '/invoke', headers, body: JSON.stringify(body) }, signal)
}
