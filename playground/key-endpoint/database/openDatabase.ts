import type { Log } from '../log.ts'
import type { OpenDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './openPglite.ts'
import { openPostgres } from './openPostgres.ts'

export type OpenDatabaseOptions = {
  /** URL of a PostgreSQL server. @default the embedded database */
  readonly url?: string | undefined
  /** Maximum number of connections to a server. @default 10 */
  readonly maxConnections?: number | undefined
  /** Directory of the embedded database. Without it, the database is kept in memory. */
  readonly folder: string | undefined
  readonly log?: Log
}

/** Opens the database and migrates it to the current version. */
export async function openDatabase({
  url,
  maxConnections,
  folder,
  log = () => {},
}: OpenDatabaseOptions): Promise<OpenDatabase> {
  const opened = url === undefined ? await openPglite(folder) : await openPostgres({ url, maxConnections, log })
  try {
    await migrate(opened.database)
  } catch (error) {
    await opened.close()
    throw error
  }
  return opened
}
