import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import type { Database } from './database.ts'
import type { Quota } from './quota.ts'

/** The bytes of a database and the revision they were read at. */
export type StoredSqlDatabase = { readonly bytes: Uint8Array; readonly revision: number }

/** The SQL databases of all spaces, each stored as the bytes of its file. */
export type SqlDatabaseStore = {
  read(space: string, name: string): StoredSqlDatabase | undefined
  /** Durably replaces a database. @returns false if it changed since it was read */
  replace(
    at: { readonly space: string; readonly name: string },
    bytes: Uint8Array,
    read: StoredSqlDatabase | undefined,
  ): boolean
}

const databaseRow = z.object({ bytes: z.instanceof(Uint8Array), revision: z.int() })

export function createSqlDatabaseStore({
  database,
  quota,
  clock,
}: {
  readonly database: Database
  readonly quota: Quota
  readonly clock: WallClock
}): SqlDatabaseStore {
  const insert = `INSERT INTO sql_database (space, name, bytes, revision, written_at) VALUES (?, ?, ?, 1, ?)
    ON CONFLICT DO NOTHING`
  const update = `UPDATE sql_database SET bytes = ?, revision = revision + 1, written_at = ?
    WHERE space = ? AND name = ? AND revision = ?`
  const select = 'SELECT bytes, revision FROM sql_database WHERE space = ? AND name = ?'
  return {
    read: (space, name) => database.first(databaseRow, select, [space, name]),
    replace: ({ space, name }, bytes, read) =>
      quota.around(space, () => {
        const changed = read
          ? database.run(update, [bytes, clock.now(), space, name, read.revision])
          : database.run(insert, [space, name, bytes, clock.now()])
        return changed === 1
      }),
  }
}
