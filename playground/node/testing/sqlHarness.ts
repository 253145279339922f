import { maxSqlDatabaseBytes } from '../limits.ts'
import { loadSqlite } from '../services/sql/engine/loadSqlite.ts'
import { runSqlJob } from '../services/sql/engine/runSqlJob.ts'
import type { SqlOutcome, SqlRequest, SqlValue } from '../services/sql/engine/sqlJob.ts'
import { effectiveRights } from '../services/sql/sqlRights.ts'

export const execute = (sql: string, params: readonly SqlValue[] = [], schema: readonly string[] = []): SqlRequest => ({
  action: 'execute',
  schema,
  statement: { sql, params },
})

export const query = (sql: string, params: readonly SqlValue[] = [], bounds = {}): SqlRequest => ({
  action: 'query',
  statement: { sql, params },
  bounds: { maxRows: Number.POSITIVE_INFINITY, maxBytes: maxSqlDatabaseBytes, ...bounds },
})

export const batch = (...statements: readonly string[]): SqlRequest => ({
  action: 'batch',
  statements: statements.map((sql) => ({ sql, params: [] })),
})

/** Returns the expected error for missing rights. */
export const denied = (detail: string) => ['sql_permission', detail]

/** Returns the error code of a result, or `allowed`. */
export const codeOf = (result: unknown) => (Array.isArray(result) ? result[0] : 'allowed')

/** Runs the engine in this thread with one database, which has an empty table `t (id, a, b, c)` after `reset`. */
export async function createSqlHarness() {
  const sqlite = await loadSqlite()
  let database: Uint8Array | undefined

  /** Runs a request with the given abilities. */
  const ask = (verbs: readonly string[], request: SqlRequest): SqlOutcome['result'] => {
    const capabilities = verbs.map((verb) => ({ resource: '', ability: `tinycloud.sql/${verb}`, caveats: [] }))
    const effective = effectiveRights(capabilities)
    if (!effective) throw new Error('No such ability.')
    const outcome = runSqlJob(sqlite, { database, rights: effective.rights, request })
    database = outcome.database ?? database
    return outcome.result
  }
  /** @returns the parsed JSON or the file of a result, or code and detail of an error */
  const run = (verbs: readonly string[], request: SqlRequest): unknown => {
    const result = ask(verbs, request)
    if ('error' in result) return [result.error.code, result.error.detail]
    return 'json' in result.reply ? JSON.parse(result.reply.json) : result.reply.file
  }
  return {
    sqlite,
    ask,
    run,
    /** Returns the rows of a query, or its error. */
    rows(sql: string, params: readonly SqlValue[] = []): unknown {
      const result = run(['read'], query(sql, params))
      return result instanceof Object && 'rows' in result ? result.rows : result
    },
    file: () => Buffer.from(database ?? []),
    forget() {
      database = undefined
    },
    reset() {
      database = undefined
      run(['write'], execute('CREATE TABLE t (id INTEGER PRIMARY KEY, a, b REAL, c TEXT)'))
    },
  }
}
