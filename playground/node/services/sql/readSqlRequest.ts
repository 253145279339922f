import * as z from 'zod'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSqlDatabaseBytes, maxSqlResponseBytes, maxSqlRows, maxSqlStatements } from '../../limits.ts'
import { parseExactJson } from './parseExactJson.ts'

const integer = z.bigint().check(z.gte(-(2n ** 63n)), z.lt(2n ** 63n))
const byte = z.bigint().check(z.gte(0n), z.lte(255n))
const value = z.union([
  z.null(),
  integer,
  z.number(),
  z.string(),
  z.boolean().transform((flag) => (flag ? 1n : 0n)),
  z.array(byte).transform((bytes) => Uint8Array.from(bytes, Number)),
])
const params = z.array(value).default([])
const atMost = (limit: number) =>
  z
    .bigint()
    .check(z.gte(1n), z.lte(BigInt(limit)))
    .transform(Number)

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
  schema: z.array(z.string()).check(z.maxLength(maxSqlStatements)).default([]),
})
const batch = z.strictObject({
  action: z.literal('batch'),
  statements: z.array(z.strictObject({ sql: z.string(), params })).check(z.maxLength(maxSqlStatements)),
})
/** Clients use both spellings. */
const executeStatement = z.strictObject({
  action: z.literal(['executeStatement', 'execute_statement']).transform(() => 'executeStatement' as const),
  name: z.string(),
  params,
})
const exportFile = z.strictObject({ action: z.literal('export') })

const body = z.union([query, execute, batch, executeStatement, exportFile])

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
