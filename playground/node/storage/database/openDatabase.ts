import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { locationOf, requiresTls } from '../../../shared/database/databaseUrl.ts'
import { lockFile } from '../../../shared/files/lockFile.ts'
import type { Database } from './database.ts'
import { openMysql } from './openMysql.ts'
import { openPostgres } from './openPostgres.ts'
import { openSqlite } from './openSqlite.ts'

/** An open database, and where it is. */
export type OpenedDatabase = {
  readonly database: Database
  /** Folder on this machine, if the data is in one. */
  readonly folder: string | undefined
}

/**
 * Opens a database. Creates the folder of a SQLite file, and locks the file for this process.
 * @param location `postgres://…`, `mysql://…`, a file, or `:memory:`
 * @throws {Error} if a remote database would be used without TLS
 */
export function openDatabase({
  location,
  maxConnections,
  onError,
}: {
  readonly location: string
  readonly maxConnections: number
  readonly onError: (error: unknown) => void
}): OpenedDatabase {
  const connection = { url: location, maxConnections }
  if (isPostgres(location)) {
    return { database: openPostgres({ ...connection, ssl: requiresTls(location), onError }), folder: undefined }
  }
  if (isMysql(location))
    return { database: openMysql({ ...connection, ssl: requiresTls(location) }), folder: undefined }
  if (location === ':memory:') return { database: openSqlite(location), folder: undefined }

  const folder = dirname(location)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFile(`${location}.lock`)
  try {
    const database = openSqlite(location)
    const close = async () => {
      await database.close()
      unlock()
    }
    return { database: { ...database, close }, folder }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Returns the place of the data for messages, without a password. */
export function describeLocation(location: string): string {
  return isPostgres(location) || isMysql(location) ? locationOf(location) : location
}

function isPostgres(location: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(location)
}

function isMysql(location: string): boolean {
  return location.startsWith('mysql://')
}
