import type { UserDatabase } from './openUserDatabase.ts'
import { SqlRefusal } from './sqlRefusal.ts'

/** A compiled statement. */
export type PreparedStatement = {
  readonly pointer: number
  readonly columns: number
  /** Whether it only reads. */
  readonly isReadOnly: boolean
  finalize(): void
}

/**
 * Compiles a text that is exactly one statement, of a kind that its sender may run.
 * @throws {SqlRefusal} `sql_parse`, `sql_statement`, or what the authorizer refuses
 */
export function prepareStatement(database: UserDatabase, sql: string): PreparedStatement {
  const { capi } = database.sqlite
  database.beginStatement()
  const { resultCode, pointer, rest } = compile(database, new TextEncoder().encode(sql))
  if (resultCode !== capi.SQLITE_OK) throw asParseError(database, resultCode)
  if (pointer === 0) throw new SqlRefusal('sql_parse', 'the statement is empty')

  const statement = {
    pointer,
    // A DDL statement may carry a query of SQLite's own, whose rows nobody sees.
    columns: database.trace.defines ? 0 : capi.sqlite3_column_count(pointer),
    isReadOnly: capi.sqlite3_stmt_readonly(pointer) !== 0,
    finalize: () => void capi.sqlite3_finalize(pointer),
  }
  try {
    const isUnasked = !database.trace.isAsked && !statement.isReadOnly
    if (isUnasked && !leadsToNothing.test(sql)) throw new SqlRefusal('sql_permission', 'this kind of statement')
    if (isUnasked && !database.rights.define) throw new SqlRefusal('sql_permission', 'this ability changes no schema')
    if (capi.sqlite3_stmt_isexplain(pointer) !== 0) throw new SqlRefusal('sql_permission', 'EXPLAIN')
    requireEnd(database, rest)
    return statement
  } catch (error) {
    statement.finalize()
    throw error
  }
}

/**
 * Two kinds of statement that are no mere reading are compiled without asking the authorizer: VACUUM, and a CREATE or
 * DROP that finds nothing to do. Only the second may pass, after any spaces and comments.
 */
const leadsToNothing = /^(?:[\s;\uFEFF]|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:create|drop)\b/i

type Compiled = { readonly resultCode: number; readonly pointer: number; readonly rest: Uint8Array }

/** Compiles the first statement of a text, and tells what follows it. */
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

/** Requires that nothing but spaces, comments and semicolons follows. */
function requireEnd(database: UserDatabase, text: Uint8Array): void {
  const { capi } = database.sqlite
  if (text.length === 0) return
  const { resultCode, pointer, rest } = compile(database, text)
  if (pointer !== 0) capi.sqlite3_finalize(pointer)
  const isNothing = resultCode === capi.SQLITE_OK && pointer === 0 && rest.length < text.length
  if (!isNothing) throw new SqlRefusal('sql_statement', 'exactly one is wanted')
  requireEnd(database, rest)
}

/** A text that is no SQL at all is told apart from one that names what is not there. */
function asParseError(database: UserDatabase, resultCode: number): unknown {
  try {
    return database.fail(resultCode)
  } catch (error) {
    const isMisread = error instanceof SqlRefusal && error.code === 'sql_failed' && misread.test(error.message)
    return isMisread ? new SqlRefusal('sql_parse', error.detail) : error
  }
}

const misread = /syntax error|^incomplete input|^unrecognized token/
