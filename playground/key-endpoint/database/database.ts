import type { PgliteDatabase } from 'drizzle-orm/pglite'
import type * as schema from './schema.ts'

export type Database = PgliteDatabase<typeof schema>

/** A transaction of {@link Database}. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
