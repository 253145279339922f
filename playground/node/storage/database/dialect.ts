/** Differences between the SQL of the three databases. They share all other statements, with `?` for values. */
export type Dialect = {
  readonly name: 'sqlite' | 'postgres' | 'mysql'
  /** Follows a SELECT in a transaction and locks its rows until the transaction ends. */
  readonly forUpdate: string
  /** Current time by the clock of the database, in milliseconds since 1970. */
  readonly nowMs: string
  /** Follows an INSERT and keeps an existing row. @param column any column of the primary key */
  orKeep(column: string): string
  /** Follows an INSERT and replaces the given columns of an existing row. @param key the columns of the primary key */
  orReplace(key: readonly string[], columns: readonly string[]): string
}

const onConflict = {
  orKeep: () => 'ON CONFLICT DO NOTHING',
  orReplace: (key: readonly string[], columns: readonly string[]) =>
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  // A write transaction has the whole database for itself.
  forUpdate: '',
  nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  ...onConflict,
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  forUpdate: 'FOR UPDATE',
  nowMs: 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)',
  ...onConflict,
}

export const mysqlDialect: Dialect = {
  name: 'mysql',
  forUpdate: 'FOR UPDATE',
  nowMs: 'CAST(unix_timestamp(sysdate(3)) * 1000 AS SIGNED)',
  orKeep: (column) => `ON DUPLICATE KEY UPDATE ${column} = ${column}`,
  orReplace: (_, columns) =>
    `ON DUPLICATE KEY UPDATE ${columns.map((column) => `${column} = VALUES(${column})`).join(', ')}`,
}
