import type * as z from 'zod'
import type { Dialect } from './dialect.ts'

export type SqlValue = string | number | null | Uint8Array

/** The SQL that stores may use: fixed statements, bound values, and rows validated by a schema. */
export type Sql = {
  readonly dialect: Dialect
  /** Runs a statement that returns no rows. @returns the number of changed rows */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>
  first<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): Promise<Row | undefined>
  all<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>
}

/** A database. Several processes may share one, except for SQLite. */
export type Database = Sql & {
  /**
   * Runs `work` in a transaction, durably. If it throws, rolls back and rethrows. `work` awaits nothing but its own SQL,
   * and may run again if the database asks for it.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
  /**
   * Runs `work` while no other process runs the same for this name.
   * @throws {NodeError} `storage_busy` if another process does not finish in time
   */
  exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  /** Returns the connections in use, and how many requests wait for one. */
  connections(): { readonly used: number; readonly waiting: number }
  close(): Promise<void>
}

/** Returns the placeholders of a list of values. Lists of similar length share one statement. */
export function listOf(values: readonly SqlValue[]): { readonly places: string; readonly values: readonly SqlValue[] } {
  const [first = null] = values
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)))
  const padded = [...values, ...Array.from({ length: length - values.length }, () => first)]
  return { places: padded.map(() => '?').join(', '), values: padded }
}
