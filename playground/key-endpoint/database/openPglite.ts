import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { clusterTemplate } from './clusterTemplate.ts'
import type { OpenDatabase } from './database.ts'
import * as schema from './schema.ts'

/**
 * Opens a PostgreSQL database embedded in this process.
 * Bind the server's port before calling this: a second process that opens the same folder corrupts the database without
 * an error.
 * @param folder directory of the database, created if missing. @default in memory
 */
export async function openPglite(folder: string | undefined): Promise<OpenDatabase> {
  const client = await (folder === undefined
    ? PGlite.create({ loadDataDir: await clusterTemplate() })
    : PGlite.create({ dataDir: folder }))
  return { database: drizzle(client, { schema }), close: () => client.close() }
}
