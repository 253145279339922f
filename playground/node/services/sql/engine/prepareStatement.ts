import type { UserDatabase } from './openUserDatabase.ts'
import { SqlError } from './sqlJob.ts'

/** A compiled statement. */
export type PreparedStatement = {
  readonly pointer: number
  readonly columns: number
  readonly isReadOnly: boolean
  finalize(): void
}

/**
 * Compiles exactly one statement that the caller is allowed to run.
 * @throws {SqlError} `sql_parse`, `sql_statement`, or the authorizer's error
 */
export function prepareStatement(database: UserDatabase, sql: string): PreparedStatement {
  const { capi } = database.sqlite
  database.beginStatement()
  const { resultCode, pointer, rest } = compile(database, new TextEncoder().encode(sql))
  if (resultCode !== capi.SQLITE_OK) throw asParseError(database, resultCode)
  if (pointer === 0) throw new SqlError('sql_parse', 'the statement is empty')

  const statement = {
    pointer,
    // SQLite may run a query of its own within a DDL statement. Its columns do not count.
    columns: database.trace.defines ? 0 : capi.sqlite3_column_count(pointer),
    isReadOnly: capi.sqlite3_stmt_readonly(pointer) !== 0,
    finalize: () => void capi.sqlite3_finalize(pointer),
  }
  try {
    const isUnchecked = !database.trace.isAsked && !statement.isReadOnly
    if (isUnchecked && !createOrDrop.test(sql))
      throw new SqlError('sql_permission', 'this kind of statement is not allowed')
    if (isUnchecked && !database.rights.define)
      throw new SqlError('sql_permission', 'this ability cannot change the schema')
    if (capi.sqlite3_stmt_isexplain(pointer) !== 0) throw new SqlError('sql_permission', 'EXPLAIN')
    requireEnd(database, rest)
    return statement
  } catch (error) {
    statement.finalize()
    throw error
  }
}

/**
 * SQLite compiles two kinds of writing statement without asking the authorizer: VACUUM, and a CREATE or DROP that has
 * nothing to do. Only the second is allowed. Matches it after any whitespace and comments.
 */
const createOrDrop = /^(?:[\s;\uFEFF]|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:create|drop)\b/i

type Compiled = { readonly resultCode: number; readonly pointer: number; readonly rest: Uint8Array }

/** Compiles the first statement of a text. `rest` is the text after it. */
function compile({ sqlite: { capi, wasm }, pointer: connection }: UserDatabase, text: Uint8Array): Compiled {
  return wasm.scopedAllocCall(() => {
    const start = wasm.scopedAlloc(text.length + 1)
    wasm.heap8u().set(text, start)
    wasm.heap8u().fill(0, start + text.length, start + text.length + 1)
    const outputs = wasm.scopedAlloc(8)
    wasm.pokePtr(outputs, 0)
    wasm.pokePtr(outputs + 4, start)
    const resultCode = capi.sqlite3_prepare_v3(connection, start, text.length, 0, outputs, outputs + 4)
    const rest = text.slice(wasm.peekPtr(outputs + 4) - start)
    return { resultCode, pointer: wasm.peekPtr(outputs), rest }
  })
}

/** Requires that only whitespace, comments and semicolons follow. */
function requireEnd(database: UserDatabase, text: Uint8Array): void {
  const { capi } = database.sqlite
  if (text.length === 0) return
  const { resultCode, pointer, rest } = compile(database, text)
  if (pointer !== 0) capi.sqlite3_finalize(pointer)
  const isNothing = resultCode === capi.SQLITE_OK && pointer === 0 && rest.length < text.length
  if (!isNothing) throw new SqlError('sql_statement', 'expected exactly one')
  requireEnd(database, rest)
}

/** Separates a syntax error from a statement that names an unknown table or column. */
function asParseError(database: UserDatabase, resultCode: number): unknown {
  try {
    return database.fail(resultCode)
  } catch (error) {
    const isSyntax = error instanceof SqlError && error.code === 'sql_failed' && syntaxError.test(error.message)
    return isSyntax ? new SqlError('sql_parse', error.detail) : error
  }
}

const syntaxError = /syntax error|^incomplete input|^unrecognized token/
