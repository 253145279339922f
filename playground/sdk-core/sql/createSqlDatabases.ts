import { toResult } from '../result.ts'
import type { SpaceInvoker } from '../space/invokeIn.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { writeParameters } from './exactJson.ts'
import type { SqlDatabase, SqlDatabases } from './sqlDatabase.ts'
import { readChange, readChanges, readRows } from './sqlResults.ts'

/** Creates the SQL databases of the space that `invoke` uses. */
export function createSqlDatabases(invoke: SpaceInvoker): SqlDatabases {
  return { ...createSqlDatabase(invoke, 'default'), database: (name) => createSqlDatabase(invoke, requireName(name)) }
}

function createSqlDatabase(invoke: SpaceInvoker, path: string): SqlDatabase {
  /** `members` are JSON already, because `JSON.stringify` would lose digits of large integers. */
  async function send(verb: string, members: Readonly<Record<string, string>>): Promise<Response> {
    const text = Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    const options = { body: `{${text.join(',')}}`, headers: { 'content-type': 'application/json' } }
    try {
      return await invoke({ service: 'sql', path, verb }, options)
    } catch (error) {
      throw toSqlError(error)
    }
  }

  return {
    query: (sql, params = [], { maxRows, maxBytes } = {}) =>
      toResult(async () => {
        const bounds = {
          ...(maxRows !== undefined && { maxRows: JSON.stringify(maxRows) }),
          ...(maxBytes !== undefined && { maxBytes: JSON.stringify(maxBytes) }),
        }
        return readRows(await send('read', { action: '"query"', ...statement(sql, params), ...bounds }))
      }),
    execute: (sql, params = [], { schema } = {}) =>
      toResult(async () => {
        const first = schema === undefined ? {} : { schema: JSON.stringify(schema) }
        return readChange(await send('write', { action: '"execute"', ...statement(sql, params), ...first }))
      }),
    batch: (statements) =>
      toResult(async () => {
        const list = statements.map(({ sql, params = [] }) => {
          const { sql: text, params: values } = statement(sql, params)
          return `{"sql":${text},"params":${values}}`
        })
        return readChanges(await send('write', { action: '"batch"', statements: `[${list.join(',')}]` }))
      }),
  }
}

function statement(sql: string, params: Parameters<typeof writeParameters>[0]) {
  return { sql: JSON.stringify(sql), params: writeParameters(params) }
}

/** Requires a name of one path segment, which means the same to every node. */
function requireName(name: string): string {
  if (/^[A-Za-z0-9_.~-]{1,128}$/.test(name)) return name
  throw new TinyCloudError(
    'name_invalid',
    `“${name}” is not a valid name of a database: expected 1 to 128 letters, digits and _ . ~ -`,
  )
}

/** First words of every error of the node that concerns a statement, not the session. */
const openings = [
  'Invalid statement',
  'Parse error',
  'SQLite error',
  'Schema error',
  'Permission denied',
  'Read-only violation',
  'Response too large',
]

/** Converts the error of a rejected statement to `sql_rejected`. Returns other errors unchanged. */
function toSqlError(error: unknown): unknown {
  if (!(error instanceof TinyCloudError)) return error
  const { received } = error.details
  if (received === undefined || !openings.some((opening) => received.startsWith(opening))) return error
  return new TinyCloudError('sql_rejected', `The statement was rejected: ${received}.`, {
    details: error.details,
    cause: error,
  })
}
