import type { UserDatabase } from './openUserDatabase.ts'
import type { SqlBounds } from './sqlJob.ts'
import { SqlError } from './sqlJob.ts'

/**
 * Reads the rows of a statement as JSON: integers with all digits, reals with a decimal point, bytes as a list of
 * numbers.
 * @throws {SqlError} `response_too_large` beyond the bounds
 */
export function readRows(
  database: UserDatabase,
  { pointer, columns }: { readonly pointer: number; readonly columns: number },
  { maxRows, maxBytes }: SqlBounds,
): string {
  const { capi } = database.sqlite
  const indexes = Array.from({ length: columns }, (_, index) => index)
  const rows: string[] = []
  let bytes = 0
  for (let code = capi.sqlite3_step(pointer); code !== capi.SQLITE_DONE; code = capi.sqlite3_step(pointer)) {
    if (code !== capi.SQLITE_ROW) database.fail(code)
    if (rows.length === maxRows) throw new SqlError('response_too_large', `more than ${maxRows} rows`)
    const row = readRow(database, pointer, { columns, maxBytes: maxBytes - bytes })
    if (row === undefined) throw new SqlError('response_too_large', `more than ${maxBytes} bytes`)
    bytes += Buffer.byteLength(row) + 1
    rows.push(row)
  }
  if (bytes > maxBytes) throw new SqlError('response_too_large', `more than ${maxBytes} bytes`)
  const names = indexes.map((index) => capi.sqlite3_column_name(pointer, index))
  return `{"columns":${JSON.stringify(names)},"rows":[${rows.join(',')}],"rowCount":${rows.length}}`
}

/** Stops before a cell that cannot fit, because one row may hold 2,000 values of 2 MiB. @returns `undefined` then */
function readRow(
  database: UserDatabase,
  pointer: number,
  { columns, maxBytes }: { readonly columns: number; readonly maxBytes: number },
): string | undefined {
  const cells: string[] = []
  let bytes = 0
  for (let index = 0; index < columns; index++) {
    if (bytes + leastLength(database, pointer, index) > maxBytes) return undefined
    const cell = readCell(database, pointer, index)
    bytes += cell.length + 1
    cells.push(cell)
  }
  return `[${cells.join(',')}]`
}

/** Returns a lower bound of a cell's length as JSON. Asks only for what SQLite knows without converting the value. */
function leastLength({ sqlite: { capi } }: UserDatabase, statement: number, index: number): number {
  const type = capi.sqlite3_column_type(statement, index)
  if (type === capi.SQLITE_TEXT) return capi.sqlite3_column_bytes(statement, index)
  return type === capi.SQLITE_BLOB ? 2 * capi.sqlite3_column_bytes(statement, index) : 1
}

function readCell(database: UserDatabase, statement: number, index: number): string {
  const { capi } = database.sqlite
  switch (capi.sqlite3_column_type(statement, index)) {
    case capi.SQLITE_INTEGER:
      return String(capi.sqlite3_column_int64(statement, index))
    case capi.SQLITE_FLOAT:
      return realText(capi.sqlite3_column_double(statement, index))
    case capi.SQLITE_TEXT:
      return JSON.stringify(new TextDecoder().decode(cellBytes(database, statement, index)))
    case capi.SQLITE_BLOB:
      return `[${cellBytes(database, statement, index).join(',')}]`
    default:
      return 'null'
  }
}

/** JSON has no infinity. */
function realText(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value)
}

/** Reads bytes, because text may contain a NUL, at which SQLite's string functions stop. */
function cellBytes({ sqlite: { capi, wasm } }: UserDatabase, statement: number, index: number): Uint8Array {
  const start = capi.sqlite3_column_blob(statement, index)
  return wasm.heap8u().slice(start, start + capi.sqlite3_column_bytes(statement, index))
}
