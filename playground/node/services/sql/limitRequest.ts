import type { Capability, Caveat } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSqlDatabaseBytes } from '../../limits.ts'
import type { SqlRequest, SqlRights } from './engine/sqlJob.ts'
import type { SqlBody } from './readSqlRequest.ts'

/** What a caveat may say about SQL; one that says anything else grants nothing here. */
const caveatSchema = z.strictObject({
  /** The only statements that may run, by name. */
  statements: z.array(z.strictObject({ name: z.string(), sql: z.string() })).optional(),
  readOnly: z.boolean().optional(),
})
type SqlCaveat = z.output<typeof caveatSchema>

/**
 * What a request may do under the caveats of the capability it uses. They are alternatives: the first that lets the
 * request pass counts.
 * @throws {NodeError} `unauthorized_action` when none does
 */
export function limitRequest(
  body: SqlBody,
  { capability, rights }: { readonly capability: Capability; readonly rights: SqlRights },
): { readonly rights: SqlRights; readonly request: SqlRequest } {
  for (const caveat of capability.caveats.flatMap(readCaveat)) {
    const request = requestUnder(caveat, body)
    if (request) return { rights: caveat.readOnly ? { ...rights, write: false, define: false } : rights, request }
  }
  throw new NodeError('unauthorized_action', `${capability.resource} / ${capability.ability}`)
}

function readCaveat(caveat: Caveat): readonly SqlCaveat[] {
  const { success, data } = caveatSchema.safeParse(caveat)
  return success ? [data] : []
}

function requestUnder({ statements }: SqlCaveat, body: SqlBody): SqlRequest | undefined {
  if (body.action === 'executeStatement') {
    const named = statements?.find(({ name }) => name === body.name)
    const bounds = { maxRows: Number.POSITIVE_INFINITY, maxBytes: maxSqlDatabaseBytes }
    return named && { action: 'named', statement: { sql: named.sql, params: body.params }, bounds }
  }
  if (statements) return undefined
  switch (body.action) {
    case 'query': {
      const { sql, params, maxRows, maxBytes } = body
      return { action: 'query', statement: { sql, params }, bounds: { maxRows, maxBytes } }
    }
    case 'execute':
      return { action: 'execute', schema: body.schema, statement: { sql: body.sql, params: body.params } }
    case 'batch':
    case 'export':
      return body
  }
}
