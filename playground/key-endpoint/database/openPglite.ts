import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { emptyCluster } from './clusterTemplate.ts'
import type { OpenDatabase } from './openDatabase.ts'
import * as schema from './schema.ts'

/**
 * PostgreSQL embedded in this process.
 * Two processes can open one folder without an error and destroy it: bind the port before calling this.
 * @param folder directory of the database, created when missing; without it everything is kept in memory
 */
export async function openPglite(folder: string | undefined): Promise<OpenDatabase> {
  const client = await (folder === undefined
    ? PGlite.create({ loadDataDir: await emptyCluster() })
    : PGlite.create({ dataDir: folder }))
  return { database: drizzle(client, { schema }), close: () => client.close() }
}
