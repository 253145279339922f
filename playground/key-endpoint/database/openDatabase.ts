import type { Log } from '../log.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './openPglite.ts'
import { openPostgres } from './openPostgres.ts'

export type OpenDatabase = { readonly database: Database; readonly close: () => Promise<void> }

export type OpenDatabaseOptions = {
  /** A PostgreSQL server, in place of the embedded one. */
  readonly url?: string | undefined
  /** Directory of the embedded database; without it everything is kept in memory. */
  readonly folder: string | undefined
  readonly log?: Log
}

/** Opens the database and brings it to the current version. */
export async function openDatabase({ url, folder, log = () => {} }: OpenDatabaseOptions): Promise<OpenDatabase> {
  const opened = url === undefined ? await openPglite(folder) : await openPostgres({ url, log })
  try {
    await migrate(opened.database)
  } catch (error) {
    await opened.close()
    throw error
  }
  return opened
}
