import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Log } from '../log.ts'
import { StartError } from '../startError.ts'
import type { OpenDatabase } from './database.ts'
import * as schema from './schema.ts'

const maxConnections = 10

/** Time that a request waits for a connection before it fails. */
const connectTimeoutMs = 5_000

/**
 * Connects to a PostgreSQL server, which any number of replicas may share.
 * @param url `postgres://user:password@host:port/database`
 * @throws {StartError} `database_unreachable`. The message omits the URL, which contains a password.
 */
export async function openPostgres({ url, log }: { readonly url: string; readonly log: Log }): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'openkey-key-endpoint',
  })
  // The pool replaces a connection that the server closes. Without a listener, its error would end the process.
  pool.on('error', (error) => log({ event: 'database_connection_lost', error: error.name }))
  const database = drizzle(pool, { schema })
  try {
    await database.execute(sql`SELECT 1`)
  } catch (cause) {
    await pool.end()
    throw new StartError(
      'database_unreachable',
      'Cannot connect to the PostgreSQL server at DATABASE_URL. Check that it is running and that the URL is correct.',
      { cause },
    )
  }
  return { database, close: () => pool.end() }
}
