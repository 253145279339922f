import { createHash } from 'node:crypto'
import mysql from 'mysql2/promise'
import { NodeError } from '../../errors/nodeError.ts'
import type { Database, Sql, SqlValue } from './database.ts'
import { mysqlDialect } from './dialect.ts'
import { repeatTransaction } from './repeatTransaction.ts'

/** Time that a request waits for a connection and for a statement, in milliseconds, and for a lock, in seconds. */
const connectTimeoutMs = 5_000
const statementTimeoutMs = 10_000
const lockTimeoutSecs = 8

/** Quotes as in standard SQL; no value is cut; each statement sees what was committed before it. */
const session = [
  "SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
  `SET SESSION innodb_lock_wait_timeout = ${lockTimeoutSecs}`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
]

const repeatable = new Set(['ER_LOCK_DEADLOCK', 'ER_CHECKREAD'])

/**
 * Connects to a MySQL or MariaDB database, which any number of processes may share.
 * @param options `ssl` is false on this machine only
 */
export function openMysql({
  url,
  maxConnections,
  ssl,
}: {
  readonly url: string
  readonly maxConnections: number
  readonly ssl: boolean
}): Database {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit: maxConnections,
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    // The number of changed rows is 0 for an insert that kept an existing row.
    flags: ['-FOUND_ROWS'],
    maxPreparedStatements: 500,
    ...(ssl && { ssl: { rejectUnauthorized: true } }),
  })
  pool.on('connection', (connection) => {
    for (const statement of session) void connection.query(statement)
  })
  const used = new Set<number>()
  let waiting = 0
  pool.on('enqueue', () => {
    waiting += 1
  })
  pool.on('acquire', ({ threadId }) => {
    used.add(threadId)
    waiting = Math.max(0, waiting - 1)
  })
  pool.on('release', ({ threadId }) => used.delete(threadId))

  return {
    ...sqlOf(pool),
    transaction: (work) =>
      repeatTransaction(
        async () => {
          const connection = await pool.getConnection()
          try {
            await connection.beginTransaction()
            const result = await work(sqlOf(connection))
            await connection.commit()
            connection.release()
            return result
          } catch (error) {
            await connection.rollback().then(
              () => connection.release(),
              () => connection.destroy(),
            )
            throw error
          }
        },
        (code) => repeatable.has(code),
      ),
    async exclusively(name, work) {
      const connection = await pool.getConnection()
      const key = createHash('sha256').update(name).digest('hex')
      try {
        const [[row]] = await connection.query<mysql.RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS locked', [
          key,
          lockTimeoutSecs,
        ])
        if (row?.locked !== 1) throw new NodeError('storage_busy')
        try {
          return await work()
        } finally {
          await connection.query('SELECT RELEASE_LOCK(?)', [key])
        }
      } finally {
        connection.release()
      }
    },
    connections: () => ({ used: used.size, waiting }),
    close: () => pool.end(),
  }
}

/** Type and character set of the columns that hold keys: `VARBINARY`. */
const varString = 253
const binary = 63

function sqlOf(connection: mysql.Pool | mysql.PoolConnection): Sql {
  const query = async (sql: string, values: readonly SqlValue[] = []) => {
    const [rows, fields] = await connection.execute<mysql.RowDataPacket[]>(options(sql, values))
    // Keys are compared as bytes, and returned as such.
    const texts = fields.filter((field) => field.columnType === varString && field.characterSet === binary)
    for (const row of rows) for (const { name } of texts) if (row[name]) row[name] = String(row[name])
    return rows
  }
  return {
    dialect: mysqlDialect,
    async run(sql, values = []) {
      const [result] = await connection.execute<mysql.ResultSetHeader>(options(sql, values))
      return result.affectedRows
    },
    async first(row, sql, values) {
      const [found] = await query(sql, values)
      return found === undefined ? undefined : row.parse(found)
    },
    all: async (row, sql, values) => (await query(sql, values)).map((found) => row.parse(found)),
  }
}

function options(sql: string, values: readonly SqlValue[]) {
  return { sql, values: values.map(toParameter), timeout: statementTimeoutMs }
}

function toParameter(value: SqlValue): string | number | null | Buffer {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
}
