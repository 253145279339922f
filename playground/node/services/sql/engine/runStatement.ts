import { bindValues } from './bindValues.ts'
import type { UserDatabase } from './openUserDatabase.ts'
import { type PreparedStatement, prepareStatement } from './prepareStatement.ts'
import { readRows } from './readRows.ts'
import type { SqlBounds, SqlStatement } from './sqlJob.ts'
import { SqlRefusal } from './sqlRefusal.ts'

/** The JSON of an answer, and whether the database may have changed. */
export type StatementResult = { readonly json: string; readonly changes: boolean }

/** Runs a statement for its rows. */
export function queryStatement(database: UserDatabase, statement: SqlStatement, bounds: SqlBounds): StatementResult {
  return withStatement(database, statement, (prepared) => ({
    json: readRows(database, prepared, bounds),
    changes: !prepared.isReadOnly,
  }))
}

/** Runs a statement for its effect; one that returns rows is refused. */
export function executeStatement(database: UserDatabase, statement: SqlStatement): StatementResult {
  return withStatement(database, statement, (prepared) => {
    requireNoRows(prepared)
    return step(database, prepared)
  })
}

/** Runs a statement for its rows if it has any, else for its effect. */
export function runNamedStatement(database: UserDatabase, statement: SqlStatement, bounds: SqlBounds): StatementResult {
  return withStatement(database, statement, (prepared) =>
    prepared.columns > 0
      ? { json: readRows(database, prepared, bounds), changes: !prepared.isReadOnly }
      : step(database, prepared),
  )
}

/** Refuses a statement that could not be executed, as far as can be told before the statements ahead of it ran. */
export function checkExecutable(database: UserDatabase, { sql }: SqlStatement): void {
  try {
    const prepared = prepareStatement(database, sql)
    prepared.finalize()
    requireNoRows(prepared)
  } catch (error) {
    const mayComeTrue = error instanceof SqlRefusal && error.code === 'sql_failed' && /^no such /.test(error.message)
    if (!mayComeTrue) throw error
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

/** SQLite's bindings elsewhere word it so, and clients match on it. */
function requireNoRows({ columns }: PreparedStatement): void {
  if (columns > 0) throw new SqlRefusal('sql_failed', 'Execute returned results - did you mean to call query?')
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
