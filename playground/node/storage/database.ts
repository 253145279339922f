import LibsqlDatabase from 'libsql'
import type * as z from 'zod'

export type SqlValue = string | number | null | Uint8Array

/** The SQL that stores may use: fixed statements, bound values, and rows validated by a schema. */
export type Database = {
  /** Runs a statement that returns no rows. @returns the number of changed rows */
  run(sql: string, values?: readonly SqlValue[]): number
  first<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): Row | undefined
  /** Returns bytes as `ArrayBuffer`, unlike `first`. */
  all<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): readonly Row[]
  /** Runs `work` in a write transaction, or in the current one. If `work` throws, rolls back and rethrows. */
  transaction<Result>(work: () => Result): Result
  close(): void
}

/** How long a write waits for another process that holds the lock, in milliseconds. */
const busyTimeoutMs = 5_000

/**
 * Opens a libsql database: a file, or `:memory:`. Acknowledged writes survive a killed process and a power failure (WAL
 * with `synchronous = FULL`).
 *
 * Values are passed to libsql as one array: it takes a lone `Uint8Array` for named parameters and aborts the process.
 */
export function openDatabase(path: string): Database {
  const connection = new LibsqlDatabase(path, { timeout: busyTimeoutMs })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  const statements = new Map<string, ReturnType<typeof connection.prepare>>()

  // In libsql, a cached statement outlives `close` and could still write.
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
