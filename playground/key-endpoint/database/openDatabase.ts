import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import * as schema from './schema.ts'

export type OpenDatabase = { readonly database: Database; readonly close: () => Promise<void> }

/**
 * Opens an embedded PostgreSQL and brings it to the current version.
 * Two processes can open one folder without an error and destroy it: bind the port before calling this.
 * @param folder directory of the database, created when missing; without it everything is kept in memory
 */
export async function openDatabase({ folder }: { readonly folder: string | undefined }): Promise<OpenDatabase> {
  const client = await PGlite.create(folder === undefined ? {} : { dataDir: folder })
  const database = drizzle(client, { schema })
  try {
    await migrate(database)
  } catch (error) {
    await client.close()
    throw error
  }
  return { database, close: () => client.close() }
}
