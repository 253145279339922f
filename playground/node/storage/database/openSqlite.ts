import LibsqlDatabase from 'libsql'
import type { Database, Sql } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { createGroupCommit } from './groupCommit.ts'

/** Time that a write waits for another process that holds the lock, in milliseconds. */
const busyTimeoutMs = 5_000

/**
 * Opens a libsql database: a file, or `:memory:`. Acknowledged writes survive a killed process and a power failure (WAL
 * with `synchronous = FULL`). Writes that are requested at the same time share a transaction.
 *
 * Values are passed to libsql as one array: it takes a lone `Uint8Array` for named parameters and aborts the process.
 */
export function openSqlite(path: string): Database {
  const connection = new LibsqlDatabase(path, { timeout: busyTimeoutMs })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  const statements = new Map<string, ReturnType<typeof connection.prepare>>()

  const statement = (sql: string) => {
    // In libsql, a cached statement outlives `close` and could still write, and a transaction aborts the process.
    if (!connection.open) throw new Error('The database is closed.')
    const prepared = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }
  /** Statements of the current transaction. They run at once, so that a transaction never waits for other work. */
  const within: Sql = {
    dialect: sqliteDialect,
    run: async (sql, values = []) => statement(sql).run(values).changes,
    async first(row, sql, values = []) {
      const found = statement(sql).get(values)
      return found === undefined ? undefined : row.parse(found)
    },
    all: async (row, sql, values = []) =>
      statement(sql)
        .all(values)
        .map((found) => row.parse(bytesIn(found))),
  }
  const { transaction, run, idle } = createGroupCommit(within, () => connection.open && connection.inTransaction)

  return {
    dialect: sqliteDialect,
    run,
    async first(row, sql, values) {
      await idle()
      return within.first(row, sql, values)
    },
    async all(row, sql, values) {
      await idle()
      return within.all(row, sql, values)
    },
    transaction,
    // One process uses the database.
    exclusively: (_, work) => work(),
    connections: () => ({ used: 0, waiting: 0 }),
    async close() {
      await idle()
      if (!connection.open) return
      statements.clear()
      connection.pragma('wal_checkpoint(TRUNCATE)')
      connection.close()
    },
  }
}

/** `all` of libsql returns bytes as `ArrayBuffer`, unlike `get`. */
function bytesIn(row: unknown): unknown {
  if (!(row instanceof Object)) return row
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof ArrayBuffer ? Buffer.from(value) : value,
  ])
  return Object.fromEntries(entries)
}
