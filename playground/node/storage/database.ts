import LibsqlDatabase from 'libsql'
import type * as z from 'zod'

export type SqlValue = string | number | null | Uint8Array

/** What stores may do with SQL: fixed text, bound values, rows checked by a schema. */
export type Database = {
  /** Runs a statement that returns no rows. @returns how many rows changed */
  run(sql: string, values?: readonly SqlValue[]): number
  first<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): Row | undefined
  /** Bytes come as a bare `ArrayBuffer` here, unlike in `first`. */
  all<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): readonly Row[]
  /** Runs `work` in one write transaction, or as a part of the one around it; what it throws rolls back and goes on. */
  transaction<Result>(work: () => Result): Result
  close(): void
}

/** How long a write waits for another process that holds the lock. */
const busyTimeoutMs = 5_000

/**
 * Opens a libsql database: a file, or `:memory:`. Acknowledged writes survive a killed process and a power cut (WAL
 * with `synchronous = FULL`).
 *
 * Values always go to libsql as one array: given alone, a `Uint8Array` counts as named parameters and aborts the process.
 */
export function openDatabase(path: string): Database {
  const connection = new LibsqlDatabase(path, { timeout: busyTimeoutMs })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  const statements = new Map<string, ReturnType<typeof connection.prepare>>()

  /** A cached statement outlives `close` in libsql and would go on writing. */
  const statement = (sql: string) => {
    if (!connection.open) throw new Error('The database is closed.')
    const prepared = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }

  return {
    run: (sql, values = []) => statement(sql).run(values).changes,
    first(row, sql, values = []) {
      const found = statement(sql).get(values)
      return found === undefined ? undefined : row.parse(found)
    },
    all: (row, sql, values = []) =>
      statement(sql)
        .all(values)
        .map((found) => row.parse(found)),
    transaction: (work) => (connection.inTransaction ? work() : connection.transaction(work).immediate()),
    close() {
      if (!connection.open) return
      statements.clear()
      connection.pragma('wal_checkpoint(TRUNCATE)')
      connection.close()
    },
  }
}
