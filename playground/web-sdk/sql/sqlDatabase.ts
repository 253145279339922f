import type { Result } from '../result.ts'

/** What a parameter may be. Whole numbers and bigints arrive as 64-bit integers, other numbers as floats, booleans as 0 or 1. */
export type SqlParameter = null | boolean | number | bigint | string | Uint8Array

/** What a cell may be. An integer outside ±(2^53 − 1) is a bigint; a float that is whole looks like an integer. */
export type SqlValue = null | number | bigint | string | Uint8Array

export type SqlRows = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqlValue[])[]
  readonly rowCount: number
}

export type SqlChange = {
  /** Rows changed. */
  readonly changes: number | bigint
  /** After an INSERT. */
  readonly lastInsertRowId: number | bigint | null
}

export type SqlStatement = { readonly sql: string; readonly params?: readonly SqlParameter[] }

export type SqlQueryOptions = {
  /** 1…1000; more rows are an error. The node's own bound otherwise. */
  readonly maxRows?: number
  /** 1…4 MiB; a larger answer is an error. The node's own bound otherwise. */
  readonly maxBytes?: number
}

export type SqlExecuteOptions = {
  /** Statements that run first, in order. Each must be repeatable, since they run every time. */
  readonly schema?: readonly string[]
}

/**
 * One SQLite database of one space. Each text holds exactly one statement. What the node or SQLite refuses is
 * `sql_rejected`, with the node's sentence in `details.received`.
 */
export type SqlDatabase = {
  /** Needs `tinycloud.sql/read`. */
  query(sql: string, params?: readonly SqlParameter[], options?: SqlQueryOptions): Promise<Result<SqlRows>>
  /** For statements that return no rows. Needs `tinycloud.sql/write`. */
  execute(sql: string, params?: readonly SqlParameter[], options?: SqlExecuteOptions): Promise<Result<SqlChange>>
  /**
   * All are checked before the first runs; they are no transaction, so what ran before a failure stands.
   * Needs `tinycloud.sql/write`.
   */
  batch(statements: readonly SqlStatement[]): Promise<Result<readonly SqlChange[]>>
}

/** The databases of one space, and at the same time the one called `default`. */
export type SqlDatabases = SqlDatabase & {
  /** @throws {TinyCloudError} `name_invalid` */
  database(name: string): SqlDatabase
}
