import type { Result } from '../result.ts'

/** A parameter. Whole numbers and bigints become 64-bit integers, other numbers floats, booleans 0 or 1. */
export type SqlParameter = null | boolean | number | bigint | string | Uint8Array

/** A cell. Integers outside ±(2^53 − 1) are bigint. A float with a whole value looks like an integer. */
export type SqlValue = null | number | bigint | string | Uint8Array

export type SqlRows = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqlValue[])[]
  readonly rowCount: number
}

export type SqlChange = {
  /** Number of changed rows. */
  readonly changes: number | bigint
  /** Row id after an INSERT, otherwise `null`. */
  readonly lastInsertRowId: number | bigint | null
}

export type SqlStatement = { readonly sql: string; readonly params?: readonly SqlParameter[] }

export type SqlQueryOptions = {
  /** 1 to 1000. The query fails if there are more rows. @default the node's own limit */
  readonly maxRows?: number
  /** 1 byte to 4 MiB. The query fails if the result is larger. @default the node's own limit */
  readonly maxBytes?: number
}

export type SqlExecuteOptions = {
  /** Statements to run first, in order. They run every time, so each must be repeatable. */
  readonly schema?: readonly string[]
}

/**
 * A SQLite database in a space. Each `sql` must be exactly one statement. If the node or SQLite rejects it, the error
 * is `sql_rejected`, with the node's message in `details.received`.
 */
export type SqlDatabase = {
  /** Runs a statement and returns its rows. Needs `tinycloud.sql/read`. */
  query(sql: string, params?: readonly SqlParameter[], options?: SqlQueryOptions): Promise<Result<SqlRows>>
  /** Runs a statement that returns no rows. Needs `tinycloud.sql/write`. */
  execute(sql: string, params?: readonly SqlParameter[], options?: SqlExecuteOptions): Promise<Result<SqlChange>>
  /**
   * Checks all statements, then runs them in order, without a transaction: if one fails, the earlier ones remain
   * applied. Needs `tinycloud.sql/write`.
   */
  batch(statements: readonly SqlStatement[]): Promise<Result<readonly SqlChange[]>>
}

/** The databases of a space. Its own methods use the database named `default`. */
export type SqlDatabases = SqlDatabase & {
  /** @throws {TinyCloudError} `name_invalid` */
  database(name: string): SqlDatabase
}
