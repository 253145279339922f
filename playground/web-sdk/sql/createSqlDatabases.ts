import { settle } from '../result.ts'
import type { SpaceInvoker } from '../space/spaceInvoker.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { writeParameters } from './exactJson.ts'
import { readChange, readChanges, readRows } from './sqlAnswers.ts'
import type { SqlDatabase, SqlDatabases } from './sqlDatabase.ts'
import { toSqlError } from './toSqlError.ts'

/** The databases of the space that `invoke` works in. */
export function createSqlDatabases(invoke: SpaceInvoker): SqlDatabases {
  return { ...createSqlDatabase(invoke, 'default'), database: (name) => createSqlDatabase(invoke, requireName(name)) }
}

function createSqlDatabase(invoke: SpaceInvoker, path: string): SqlDatabase {
  /** Members of the body are JSON already: parameters keep digits that `JSON.stringify` would not. */
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
      settle(async () => {
        const bounds = {
          ...(maxRows !== undefined && { maxRows: JSON.stringify(maxRows) }),
          ...(maxBytes !== undefined && { maxBytes: JSON.stringify(maxBytes) }),
        }
        return readRows(await send('read', { action: '"query"', ...statement(sql, params), ...bounds }))
      }),
    execute: (sql, params = [], { schema } = {}) =>
      settle(async () => {
        const first = schema === undefined ? {} : { schema: JSON.stringify(schema) }
        return readChange(await send('write', { action: '"execute"', ...statement(sql, params), ...first }))
      }),
    batch: (statements) =>
      settle(async () => {
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

/** A database is one segment of a path, so that its name means the same to every node. */
function requireName(name: string): string {
  if (/^[A-Za-z0-9_.~-]{1,128}$/.test(name)) return name
  throw new TinyCloudError('name_invalid', 'A database is named by 1 to 128 letters, digits and _ . ~ -')
}
