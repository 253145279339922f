import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Log } from '../log.ts'
import { StartError } from '../startError.ts'
import type { OpenDatabase } from './openDatabase.ts'
import * as schema from './schema.ts'

const maxConnections = 10

/** How long a request waits for a connection before it fails. */
const connectTimeoutMs = 5_000

/**
 * A PostgreSQL server, which any number of replicas share.
 * @param url `postgres://user:password@host:port/database`
 * @throws {StartError} `database_unreachable`, without the URL: it holds a password
 */
export async function openPostgres({ url, log }: { readonly url: string; readonly log: Log }): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'openkey-key-endpoint',
  })
  // An idle connection that the server ends is replaced by the next query; unheard, its error would end the process.
  pool.on('error', (error) => log({ event: 'database_connection_lost', error: error.name }))
  const database = drizzle(pool, { schema })
  try {
    await database.execute(sql`SELECT 1`)
  } catch (cause) {
    await pool.end()
    throw new StartError('database_unreachable', 'No PostgreSQL server answers at DATABASE_URL.', { cause })
  }
  return { database, close: () => pool.end() }
}
