import type { UserDatabase } from './openUserDatabase.ts'
import { type PreparedStatement, prepareStatement } from './prepareStatement.ts'
import { readRows } from './readRows.ts'
import { type SqlBounds, SqlError, type SqlStatement, type SqlValue } from './sqlJob.ts'

/** The JSON of a result, and whether the statement may have changed the database. */
export type StatementResult = { readonly json: string; readonly changes: boolean }

/** Runs a statement and returns its rows. */
export function queryStatement(database: UserDatabase, statement: SqlStatement, bounds: SqlBounds): StatementResult {
  return withStatement(database, statement, (prepared) => ({
    json: readRows(database, prepared, bounds),
    changes: !prepared.isReadOnly,
  }))
}

/** Runs a statement that returns no rows. */
export function executeStatement(database: UserDatabase, statement: SqlStatement): StatementResult {
  return withStatement(database, statement, (prepared) => {
    requireNoRows(prepared)
    return step(database, prepared)
  })
}

/** Runs a statement with or without rows. */
export function runNamedStatement(database: UserDatabase, statement: SqlStatement, bounds: SqlBounds): StatementResult {
  return withStatement(database, statement, (prepared) =>
    prepared.columns > 0
      ? { json: readRows(database, prepared, bounds), changes: !prepared.isReadOnly }
      : step(database, prepared),
  )
}

/** Rejects a statement that cannot be executed, as far as that is known before earlier statements ran. */
export function checkExecutable(database: UserDatabase, { sql }: SqlStatement): void {
  try {
    const prepared = prepareStatement(database, sql)
    prepared.finalize()
    requireNoRows(prepared)
  } catch (error) {
    const isMissing = error instanceof SqlError && error.code === 'sql_failed' && /^no such /.test(error.message)
    if (!isMissing) throw error
  }
}

function withStatement<Result>(
  database: UserDatabase,
  { sql, params }: SqlStatement,
  use: (prepared: PreparedStatement) => Result,
): Result {
  const prepared = prepareStatement(database, sql)
  try {
    bindValues(database, prepared.pointer, params)
    return use(prepared)
  } finally {
    prepared.finalize()
  }
}

/** Clients match on this text, which other SQLite bindings use. */
function requireNoRows({ columns }: PreparedStatement): void {
  if (columns > 0) throw new SqlError('sql_failed', 'Execute returned results - did you mean to call query?')
}

function step(database: UserDatabase, { pointer, isReadOnly }: PreparedStatement): StatementResult {
  const { capi } = database.sqlite
  capi.sqlite3_set_last_insert_rowid(database.pointer, 0n)
  const resultCode = capi.sqlite3_step(pointer)
  if (resultCode !== capi.SQLITE_DONE && resultCode !== capi.SQLITE_ROW) database.fail(resultCode)
  const { defines, inserts } = database.trace
  const changes = isReadOnly || defines ? 0n : capi.sqlite3_changes64(database.pointer)
  const rowId = inserts ? capi.sqlite3_last_insert_rowid(database.pointer) : 0n
  const json = `{"changes":${changes},"lastInsertRowId":${rowId === 0n ? null : rowId}}`
  return { json, changes: !isReadOnly }
}

/** Binds the values to the parameters of a statement, in order. */
function bindValues(database: UserDatabase, statement: number, values: readonly SqlValue[]): void {
  const { capi } = database.sqlite
  const expected = capi.sqlite3_bind_parameter_count(statement)
  if (expected !== values.length)
    throw new SqlError('sql_failed', `expected ${expected} parameters, received ${values.length}`)
  for (const [index, value] of values.entries()) {
    const resultCode = bindValue(database, statement, index + 1, value)
    if (resultCode !== capi.SQLITE_OK) database.fail(resultCode)
  }
}

function bindValue(
  { sqlite: { capi, wasm } }: UserDatabase,
  statement: number,
  index: number,
  value: SqlValue,
): number {
  // An unbound parameter is NULL.
  if (value === null) return capi.SQLITE_OK
  if (typeof value === 'bigint') return capi.sqlite3_bind_int64(statement, index, value)
  if (typeof value === 'number') return capi.sqlite3_bind_double(statement, index, value)
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const copy = wasm.allocFromTypedArray(bytes)
  const bind = typeof value === 'string' ? capi.sqlite3_bind_text : capi.sqlite3_bind_blob
  return bind(statement, index, copy, bytes.length, capi.SQLITE_WASM_DEALLOC)
}
