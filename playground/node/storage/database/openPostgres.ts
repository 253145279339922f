import pg from 'pg'
import { NodeError } from '../../errors/nodeError.ts'
import type { Database, Sql, SqlValue } from './database.ts'
import { postgresDialect } from './dialect.ts'
import { repeatTransaction } from './repeatTransaction.ts'

/** Time that a request waits for a connection, for a statement, and for a lock, in milliseconds. */
const connectTimeoutMs = 5_000
const statementTimeoutMs = 10_000
const lockTimeoutMs = 8_000

/** Object id of the type `bigint`, which the driver returns as text. All our numbers are safe integers. */
const bigintOid = 20

const repeatable = new Set(['40001', '40P01'])

/**
 * Connects to a PostgreSQL database, which any number of processes may share.
 * @param options `ssl` is false on this machine only
 */
export function openPostgres({
  url,
  maxConnections,
  ssl,
  onError,
}: {
  readonly url: string
  readonly maxConnections: number
  readonly ssl: boolean
  readonly onError: (error: unknown) => void
}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    application_name: 'tinycloud-node',
    ...(ssl && { ssl: { rejectUnauthorized: true } }),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === bigintOid ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
    } as pg.CustomTypesConfig,
  })
  // The pool replaces a connection that the server closes. Without a listener, its error would end the process.
  pool.on('error', onError)

  const withClient = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect()
    let broken: unknown
    try {
      return await work(client)
    } catch (error) {
      // An error of the server leaves the connection usable; any other may have left it in a transaction.
      if (!(error instanceof pg.DatabaseError || error instanceof NodeError)) broken = error
      throw error
    } finally {
      client.release(broken !== undefined)
    }
  }

  return {
    ...sqlOf(pool),
    transaction: (work) =>
      repeatTransaction(
        () =>
          withClient(async (client) => {
            await client.query('BEGIN')
            try {
              const result = await work(sqlOf(client))
              await client.query('COMMIT')
              return result
            } catch (error) {
              await client.query('ROLLBACK')
              throw error
            }
          }),
        (code) => repeatable.has(code),
      ),
    exclusively: (name, work) =>
      withClient(async (client) => {
        await lock(client, name)
        try {
          return await work()
        } finally {
          await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name])
        }
      }),
    connections: () => ({ used: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

async function lock(client: pg.PoolClient, name: string): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name])
  } catch (cause) {
    const timedOut = cause instanceof pg.DatabaseError && (cause.code === '55P03' || cause.code === '57014')
    throw timedOut ? new NodeError('storage_busy', undefined, { cause }) : cause
  }
}

function sqlOf(connection: pg.Pool | pg.PoolClient): Sql {
  const query = (sql: string, values: readonly SqlValue[] = []) =>
    connection.query({ ...statementOf(sql), values: values.map(toParameter) })
  return {
    dialect: postgresDialect,
    run: async (sql, values) => (await query(sql, values)).rowCount ?? 0,
    async first(row, sql, values) {
      const [found] = (await query(sql, values)).rows
      return found === undefined ? undefined : row.parse(found)
    },
    all: async (row, sql, values) => (await query(sql, values)).rows.map((found) => row.parse(found)),
  }
}

function toParameter(value: SqlValue): string | number | null | Buffer {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
}

const statements = new Map<string, { readonly name: string; readonly text: string }>()

/** Numbers the placeholders, and names the statement, so that each connection prepares it once. */
function statementOf(sql: string): { readonly name: string; readonly text: string } {
  const known = statements.get(sql)
  if (known) return known
  let count = 0
  const statement = { name: `s${statements.size}`, text: sql.replace(/\?/g, () => `$${++count}`) }
  statements.set(sql, statement)
  return statement
}
