import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
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

/** Making a cluster takes seconds and always comes to the same; loading what was made takes a fifth of that. */
const emptyCluster = once(async () => {
  const client = await PGlite.create()
  try {
    return await client.dumpDataDir('none')
  } finally {
    await client.close()
  }
})

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
