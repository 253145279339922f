import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { rowBytes } from '../limits.ts'
import type { Database } from './database/database.ts'
import type { FreeSpace } from './freeSpace.ts'
import type { Quota } from './quota.ts'

/** The bytes of a database and the revision they were read at. */
export type StoredSqlDatabase = { readonly bytes: Uint8Array; readonly revision: number }

export type SqlDatabaseName = { readonly space: string; readonly name: string }

/** The SQL databases of all spaces, each stored as the bytes of its file. */
export type SqlDatabaseStore = {
  /** Runs `work` while no other process works on this database. @throws {NodeError} `storage_busy` */
  exclusively<Result>(at: SqlDatabaseName, work: () => Promise<Result>): Promise<Result>
  read(at: SqlDatabaseName): Promise<StoredSqlDatabase | undefined>
  /** Durably replaces a database. @returns false if it changed since it was read */
  replace(at: SqlDatabaseName, bytes: Uint8Array, read: StoredSqlDatabase | undefined): Promise<boolean>
}

const databaseRow = z.object({ bytes: z.instanceof(Uint8Array), revision: z.int() })

export function createSqlDatabaseStore({
  database,
  quota,
  clock,
  freeSpace,
}: {
  readonly database: Database
  readonly quota: Quota
  readonly clock: WallClock
  readonly freeSpace: FreeSpace
}): SqlDatabaseStore {
  const insert = `INSERT INTO sql_database (space, name, bytes, revision, written_at) VALUES (?, ?, ?, 1, ?)
    ${database.dialect.orKeep('name')}`
  const update = `UPDATE sql_database SET bytes = ?, revision = revision + 1, written_at = ?
    WHERE space = ? AND name = ? AND revision = ?`
  const select = 'SELECT bytes, revision FROM sql_database WHERE space = ? AND name = ?'
  return {
    exclusively: ({ space, name }, work) => database.exclusively(`tinycloud/sql/${space}/${name}`, work),
    read: ({ space, name }) => database.first(databaseRow, select, [space, name]),
    async replace({ space, name }, bytes, read) {
      freeSpace.require(bytes.length)
      return quota.around(space, async (sql) => {
        const changed = read
          ? await sql.run(update, [bytes, clock.now(), space, name, read.revision])
          : await sql.run(insert, [space, name, bytes, clock.now()])
        const isChanged = changed === 1
        const before = read ? read.bytes.length : -(name.length + rowBytes)
        return { result: isChanged, addedBytes: isChanged ? bytes.length - before : 0 }
      })
    },
  }
}
