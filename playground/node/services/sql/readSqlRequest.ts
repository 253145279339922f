import * as z from 'zod'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSqlDatabaseBytes, maxSqlParams, maxSqlResponseBytes, maxSqlRows, maxSqlStatements } from '../../limits.ts'
import type { SqlValue } from './engine/sqlJob.ts'
import { parseExactJson } from './parseExactJson.ts'

const atMost = (limit: number) =>
  z
    .bigint()
    .check(z.gte(1n), z.lte(BigInt(limit)))
    .transform(Number)

/** A list schema reads every item before it checks the length, and collects an issue for each. */
const shortList = z.array(z.unknown()).check(z.maxLength(maxSqlStatements))

const params = z.optional(z.unknown()).transform((list, context): readonly SqlValue[] => {
  const values = readParams(list)
  if (values === undefined) context.issues.push({ code: 'custom', message: 'not a list of values', input: list })
  return values ?? []
})
const statement = z.strictObject({ sql: z.string(), params })

const query = z.strictObject({
  action: z.literal('query'),
  sql: z.string(),
  params,
  maxRows: atMost(maxSqlRows).default(Number.POSITIVE_INFINITY),
  maxBytes: atMost(maxSqlResponseBytes).default(maxSqlDatabaseBytes),
})
const execute = z.strictObject({
  action: z.literal('execute'),
  sql: z.string(),
  params,
  schema: shortList.pipe(z.array(z.string())).default([]),
})
const batch = z.strictObject({
  action: z.literal('batch'),
  statements: shortList.pipe(z.array(statement)),
})
/** Clients use both spellings. */
const executeStatement = z
  .strictObject({
    action: z.literal(['executeStatement', 'execute_statement']),
    name: z.string(),
    params,
  })
  .transform((body) => ({ ...body, action: 'executeStatement' as const }))
const exportFile = z.strictObject({ action: z.literal('export') })

const body = z.discriminatedUnion('action', [query, execute, batch, executeStatement, exportFile])

/** The parsed body of a SQL request. */
export type SqlBody = z.output<typeof body>

/** Parses the body of a SQL request. @throws {NodeError} `request_malformed` */
export function readSqlRequest(bytes: Uint8Array): SqlBody {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return body.parse(parseExactJson(text))
  } catch (cause) {
    throw new NodeError('request_malformed', 'the body is not a valid SQL request', { cause })
  }
}

/** Stops at the first item that is not a value. @returns `undefined` for it, and for more than SQLite's own limit */
function readParams(list: unknown): readonly SqlValue[] | undefined {
  if (list === undefined) return []
  if (!isList(list) || list.length > maxSqlParams) return undefined
  // A list of small integers arrives as bytes.
  const items = list instanceof Uint8Array ? Array.from(list, BigInt) : list
  const values: SqlValue[] = []
  for (const item of items) {
    const value = readParam(item)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}

function isList(value: unknown): value is Uint8Array | readonly unknown[] {
  return Array.isArray(value) || value instanceof Uint8Array
}

function readParam(item: unknown): SqlValue | undefined {
  if (item === null || typeof item === 'number' || typeof item === 'string') return item
  if (typeof item === 'boolean') return item ? 1n : 0n
  if (typeof item === 'bigint') return BigInt.asIntN(64, item) === item ? item : undefined
  if (item instanceof Uint8Array) return item
  return Array.isArray(item) && item.length === 0 ? new Uint8Array() : undefined
}
