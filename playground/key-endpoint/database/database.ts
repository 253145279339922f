import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

/** A PostgreSQL database, whichever driver connects to it. The result of `execute` depends on the driver. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

/** A transaction of {@link Database}. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** A connected database. */
export type OpenDatabase = { readonly database: Database; readonly close: () => Promise<void> }

/** Checks whether an error, or one of its causes, is PostgreSQL's `unique_violation` (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === '23505') || isUniqueViolation(error.cause)
}
