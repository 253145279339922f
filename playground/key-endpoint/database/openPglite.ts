import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { FileLockedError, lockFile } from '../../shared/files/lockFile.ts'
import { StartError } from '../startError.ts'
import { clusterTemplate } from './clusterTemplate.ts'
import type { OpenDatabase } from './database.ts'
import { DurableNodeFs, durableStartParams } from './durableNodeFs.ts'
import * as schema from './schema.ts'

export type OpenPgliteOptions = {
  /** Syncs a file or folder to disk. @default `fsync` */
  readonly sync?: (path: string) => void
}

/**
 * Opens a PostgreSQL database embedded in this process. It confirms a write after it has synced it to disk.
 * @param folder directory of the database, created if missing. @default in memory
 * @throws {StartError} `database_in_use` if another process uses the folder
 */
export async function openPglite(folder: string | undefined, { sync }: OpenPgliteOptions = {}): Promise<OpenDatabase> {
  if (folder === undefined) {
    const client = await PGlite.create({ loadDataDir: await clusterTemplate() })
    return { database: drizzle(client, { schema }), close: () => client.close() }
  }
  const unlock = lockFolder(folder)
  try {
    const fs = new DurableNodeFs(folder, sync)
    const isNew = !existsSync(join(folder, 'PG_VERSION'))
    const client = await PGlite.create({
      fs,
      startParams: durableStartParams(PGlite),
      ...(isNew && { loadDataDir: await clusterTemplate() }),
    })
    fs.syncAll()
    return {
      database: drizzle(client, { schema }),
      async close() {
        await client.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The lock lies beside the folder, because a new database needs an empty one. */
function lockFolder(folder: string): () => void {
  try {
    return lockFile(`${folder}.lock`)
  } catch (error) {
    if (!(error instanceof FileLockedError)) throw error
    throw new StartError('database_in_use', `Another process uses the database in ${folder}.`, { cause: error })
  }
}
