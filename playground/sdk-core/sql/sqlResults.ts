import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'
import { parseExactJson } from './exactJson.ts'
import type { SqlChange, SqlRows, SqlValue } from './sqlDatabase.ts'

const integer = z.custom<number | bigint>((value) => typeof value === 'bigint' || Number.isSafeInteger(value))
const bytes = z.array(z.int().check(z.gte(0), z.lte(255)))

const rowsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.custom<null | number | bigint | string | number[]>(isCell))),
  rowCount: z.int(),
})
const changeSchema = z.object({ changes: integer, lastInsertRowId: z.nullable(integer) })
const changesSchema = z.object({ results: z.array(changeSchema) })

export async function readRows(response: Response): Promise<SqlRows> {
  const { columns, rows, rowCount } = await read(response, rowsSchema)
  return { columns, rows: rows.map((row) => row.map(toValue)), rowCount }
}

export function readChange(response: Response): Promise<SqlChange> {
  return read(response, changeSchema)
}

export async function readChanges(response: Response): Promise<readonly SqlChange[]> {
  return (await read(response, changesSchema)).results
}

async function read<Schema extends z.ZodMiniType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  try {
    return schema.parse(parseExactJson(await response.text()))
  } catch (cause) {
    throw new TinyCloudError('node_rejected', 'The node sent an invalid SQL result.', { cause })
  }
}

function isCell(value: unknown): boolean {
  return value === null || ['number', 'bigint', 'string'].includes(typeof value) || bytes.safeParse(value).success
}

function toValue(cell: null | number | bigint | string | number[]): SqlValue {
  return Array.isArray(cell) ? Uint8Array.from(cell) : cell
}
