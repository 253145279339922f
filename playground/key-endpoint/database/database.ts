import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

/** PostgreSQL, whichever driver reaches it. What `execute` answers is the driver's own. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

/** A transaction of {@link Database}. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
