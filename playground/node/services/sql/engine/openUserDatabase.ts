import { maxSqlDatabaseBytes, maxSqlTextBytes, maxSqlValueBytes } from '../../../limits.ts'
import { authorizeAction, type StatementTrace } from './authorizeAction.ts'
import type { Sqlite } from './loadSqlite.ts'
import type { SqlRights } from './sqlJob.ts'
import { SqlError } from './sqlJob.ts'

/** A user's database, opened in memory with an authorizer. */
export type UserDatabase = {
  readonly sqlite: Sqlite
  readonly pointer: number
  readonly rights: SqlRights
  /** Actions of the current statement. Replaced by `beginStatement`. */
  readonly trace: StatementTrace
  beginStatement(): void
  /** Throws the error behind a result code. */
  fail(resultCode: number): never
  /** Returns the database as the bytes of its file. */
  serialize(): Uint8Array
  close(): void
}

const pageBytes = 4_096
const opsBetweenChecks = 10_000

/**
 * Opens a database from its bytes, or an empty one.
 * @param options `rights` is what statements may do; `isOverdue` is called repeatedly while a statement runs and
 * interrupts it by returning true
 * @throws {SqlError}
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
  let rejection: SqlError | undefined
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
      rejection = undefined
    },
    fail(resultCode) {
      if (rejection) throw rejection
      throw toSqlError(sqlite, resultCode, capi.sqlite3_errmsg(pointer))
    },
    serialize() {
      // The export runs a PRAGMA and must not be interrupted.
      isWatched = false
      try {
        return capi.sqlite3_js_db_export(pointer)
      } catch {
        throw new SqlError('response_too_large', 'the database')
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
          rejection ??= error instanceof SqlError ? error : new SqlError('internal')
          return capi.SQLITE_DENY
        }
      },
      0,
    )
    return database
  } catch (error) {
    connection.close()
    throw error instanceof SqlError ? error : new SqlError('response_too_large', 'the database')
  }
}

function newTrace(): StatementTrace {
  return { isAsked: false, defines: false, alters: false, inserts: false }
}

/** Copies the bytes into memory that SQLite owns and may grow. */
function deserialize({ capi, wasm }: Sqlite, pointer: number, bytes: Uint8Array): void {
  const copy = wasm.allocFromTypedArray(bytes)
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE
  const resultCode = capi.sqlite3_deserialize(pointer, 'main', copy, bytes.length, bytes.length, flags)
  if (resultCode !== capi.SQLITE_OK) throw new SqlError('internal')
}

function toSqlError({ capi }: Sqlite, resultCode: number, message: string): SqlError {
  switch (resultCode & 0xff) {
    case capi.SQLITE_INTERRUPT:
      return new SqlError('sql_failed', 'the statement ran too long')
    case capi.SQLITE_NOMEM:
    case capi.SQLITE_TOOBIG:
      return new SqlError('response_too_large', 'the statement needs more memory than it may have')
    case capi.SQLITE_FULL:
      return new SqlError('response_too_large', 'the database')
    default:
      return new SqlError('sql_failed', message)
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
