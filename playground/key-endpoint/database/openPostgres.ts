import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { requiresTls } from '../../shared/database/databaseUrl.ts'
import type { Log } from '../log.ts'
import { StartError } from '../startError.ts'
import type { OpenDatabase } from './database.ts'
import * as schema from './schema.ts'

const defaultConnections = 10

/** Time that a request waits for a connection, and for a lock, before it fails. */
const connectTimeoutMs = 5_000
const lockTimeoutMs = 14_000

/** Time that a statement may take. A replica waits that long for another one to migrate. */
const queryTimeoutMs = 15_000

/**
 * Connects to a PostgreSQL server, which any number of replicas may share.
 * @param url `postgres://user:password@host:port/database`
 * @throws {StartError} `configuration_invalid` for a remote server without TLS, `database_unreachable`. The messages omit
 * the user and the password of the URL.
 */
export async function openPostgres({
  url,
  maxConnections = defaultConnections,
  log,
}: {
  readonly url: string
  readonly maxConnections?: number | undefined
  readonly log: Log
}): Promise<OpenDatabase> {
  const ssl = tlsOf(url)
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: queryTimeoutMs,
    ...(ssl && { ssl: { rejectUnauthorized: true } }),
    query_timeout: queryTimeoutMs,
    statement_timeout: queryTimeoutMs,
    keepAlive: true,
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

function tlsOf(url: string): boolean {
  try {
    return requiresTls(url)
  } catch (cause) {
    throw new StartError('configuration_invalid', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
