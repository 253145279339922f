import { maxSqlDatabaseBytes, maxSqlTextBytes, maxSqlValueBytes } from '../../../limits.ts'
import { authorizeAction, type StatementTrace } from './authorizeAction.ts'
import type { Sqlite } from './loadSqlite.ts'
import type { SqlRights } from './sqlJob.ts'
import { SqlRefusal } from './sqlRefusal.ts'

/** A database of a user, open in memory behind its authorizer. */
export type UserDatabase = {
  readonly sqlite: Sqlite
  readonly pointer: number
  readonly rights: SqlRights
  /** What the statement at hand has been seen to do. Replaced by `beginStatement`. */
  readonly trace: StatementTrace
  beginStatement(): void
  /** Throws what stands behind a result code that is no success. */
  fail(resultCode: number): never
  /** The whole database as the bytes of a file. */
  serialize(): Uint8Array
  close(): void
}

const pageBytes = 4_096
const opsBetweenChecks = 10_000

/**
 * Opens the bytes of a database, or an empty one.
 * @param rights what its statements may do
 * @param isOverdue asked again and again while a statement runs; ends it
 */
export function openUserDatabase(
  sqlite: Sqlite,
  bytes: Uint8Array | undefined,
  { rights, isOverdue }: { readonly rights: SqlRights; readonly isOverdue: () => boolean },
): UserDatabase {
  const { capi, foreignTables } = sqlite
  const connection = new sqlite.oo1.DB(':memory:')
  const pointer = connection.pointer ?? 0
  let trace = newTrace()
  let refusal: SqlRefusal | undefined
  let isWatched = true

  const database: UserDatabase = {
    sqlite,
    pointer,
    rights,
    get trace() {
      return trace
    },
    beginStatement() {
      trace = newTrace()
      refusal = undefined
    },
    fail(resultCode) {
      if (refusal) throw refusal
      throw refusalOf(sqlite, resultCode, capi.sqlite3_errmsg(pointer))
    },
    serialize() {
      // It asks for the size by a PRAGMA, and must not be cut short.
      isWatched = false
      try {
        return capi.sqlite3_js_db_export(pointer)
      } catch {
        throw new SqlRefusal('response_too_large', 'the database')
      }
    },
    close: () => connection.close(),
  }

  try {
    if (bytes) deserialize(sqlite, pointer, bytes)
    connection.exec([
      `PRAGMA page_size = ${pageBytes}`,
      `; PRAGMA max_page_count = ${maxSqlDatabaseBytes / pageBytes}`,
      '; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF',
    ])
    limit(sqlite, pointer)
    capi.sqlite3_progress_handler(pointer, opsBetweenChecks, () => (isWatched && isOverdue() ? 1 : 0), 0)
    capi.sqlite3_set_authorizer(
      pointer,
      (_, code, first, second) => {
        if (!isWatched) return capi.SQLITE_OK
        try {
          authorizeAction(trace, { code, first: first || '', second: second || '' }, { rights, foreignTables })
          return capi.SQLITE_OK
        } catch (error) {
          refusal ??= error instanceof SqlRefusal ? error : new SqlRefusal('internal')
          return capi.SQLITE_DENY
        }
      },
      0,
    )
    return database
  } catch (error) {
    connection.close()
    throw error instanceof SqlRefusal ? error : new SqlRefusal('response_too_large', 'the database')
  }
}

function newTrace(): StatementTrace {
  return { isAsked: false, defines: false, alters: false, inserts: false }
}

/** SQLite takes over memory that it allocated itself, and may grow it. */
function deserialize({ capi, wasm }: Sqlite, pointer: number, bytes: Uint8Array): void {
  const copy = wasm.allocFromTypedArray(bytes)
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE
  const resultCode = capi.sqlite3_deserialize(pointer, 'main', copy, bytes.length, bytes.length, flags)
  if (resultCode !== capi.SQLITE_OK) throw new SqlRefusal('internal')
}

function refusalOf({ capi }: Sqlite, resultCode: number, message: string): SqlRefusal {
  switch (resultCode & 0xff) {
    case capi.SQLITE_INTERRUPT:
      return new SqlRefusal('sql_failed', 'the statement ran too long')
    case capi.SQLITE_NOMEM:
    case capi.SQLITE_TOOBIG:
      return new SqlRefusal('response_too_large', 'the statement needs more memory than it may have')
    case capi.SQLITE_FULL:
      return new SqlRefusal('response_too_large', 'the database')
    default:
      return new SqlRefusal('sql_failed', message)
  }
}

function limit({ capi }: Sqlite, pointer: number): void {
  capi.sqlite3_db_config(pointer, capi.SQLITE_DBCONFIG_DEFENSIVE, 1, 0)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_LENGTH, maxSqlValueBytes)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_SQL_LENGTH, maxSqlTextBytes)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_ATTACHED, 0)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_TRIGGER_DEPTH, 10)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_EXPR_DEPTH, 200)
  capi.sqlite3_limit(pointer, capi.SQLITE_LIMIT_COMPOUND_SELECT, 100)
}
