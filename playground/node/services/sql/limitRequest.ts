import type { Capability } from '@openkey/protocol/siwe'
import { NodeError, type NodeErrorCode } from '../../errors/nodeError.ts'
import { maxSqlDatabaseBytes } from '../../limits.ts'
import type { SqlRequest, SqlRights, SqlValue } from './engine/sqlJob.ts'
import type { SqlBody } from './readSqlRequest.ts'
import { isConstrained, readSqlCaveat, type SqlCaveat, type SqlCaveatStatement } from './sqlCaveat.ts'

/**
 * Applies the caveats of a capability to a request. Caveats are alternatives: the first that allows the request
 * applies.
 * @throws {NodeError} `unauthorized_action` if none does, or the code for what a constraining caveat forbids
 */
export function limitRequest(
  body: SqlBody,
  { capability, rights }: { readonly capability: Capability; readonly rights: SqlRights },
): { readonly rights: SqlRights; readonly request: SqlRequest } {
  const caveats = capability.caveats.flatMap(readSqlCaveat)
  for (const caveat of caveats) {
    const request = requestUnder(caveat, body)
    const onlyReads = caveat.readOnly || isConstrained(caveat)
    if (request) return { rights: onlyReads ? { ...rights, write: false, define: false } : rights, request }
  }
  const constraint = caveats.find(isConstrained)
  if (constraint) throw new NodeError(errorUnder(constraint, body))
  throw new NodeError('unauthorized_action', `${capability.resource} / ${capability.ability}`)
}

function requestUnder({ statements }: SqlCaveat, body: SqlBody): SqlRequest | undefined {
  if (body.action === 'executeStatement') {
    const named = statements?.find(({ name }) => name === body.name)
    const params = named && withFixed(named, body.params)
    const bounds = { maxRows: Number.POSITIVE_INFINITY, maxBytes: maxSqlDatabaseBytes }
    return named && params && { action: 'named', statement: { sql: named.sql, params }, bounds }
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

/**
 * Adds the parameters that a caveat binds. Positions that neither binds are NULL.
 * @returns `undefined` if the caller binds one of them as well
 */
function withFixed(
  { fixedParams = [] }: SqlCaveatStatement,
  params: readonly SqlValue[],
): readonly SqlValue[] | undefined {
  if (fixedParams.some(({ index }) => index < params.length)) return undefined
  const fixed = new Map(fixedParams.map(({ index, value }) => [index, toSqlValue(value)]))
  const length = Math.max(params.length, ...[...fixed.keys()].map((index) => index + 1))
  return Array.from({ length }, (_, index) => params[index] ?? fixed.get(index) ?? null)
}

function toSqlValue(value: null | boolean | number | string): SqlValue {
  if (typeof value === 'boolean') return value ? 1n : 0n
  return Number.isSafeInteger(value) ? BigInt(value ?? 0) : value
}

/** Returns the upstream error for a request that a constraining caveat forbids. */
function errorUnder({ statements = [] }: SqlCaveat, body: SqlBody): NodeErrorCode {
  switch (body.action) {
    case 'executeStatement':
      return statements.some(({ name }) => name === body.name) ? 'sql_fixed_param' : 'sql_only_statements'
    case 'query':
      return 'sql_no_query'
    case 'execute':
      return 'sql_no_execute'
    case 'batch':
      return 'sql_no_batch'
    case 'export':
      return 'sql_no_export'
  }
}
