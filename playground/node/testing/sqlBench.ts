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

/** A refusal for want of rights. */
export const denied = (detail: string) => ['sql_permission', detail]

/** The code of a refusal. */
export const codeOf = (answer: unknown) => (Array.isArray(answer) ? answer[0] : 'allowed')

/** The engine in this thread, with one database that holds an empty table `t (id, a, b, c)` after `reset`. */
export async function openSqlBench() {
  const sqlite = await loadSqlite()
  let database: Uint8Array | undefined

  /** Runs a request with the given abilities. */
  const ask = (verbs: readonly string[], request: SqlRequest): SqlOutcome['answer'] => {
    const capabilities = verbs.map((verb) => ({ resource: '', ability: `tinycloud.sql/${verb}`, caveats: [] }))
    const effective = effectiveRights(capabilities)
    if (!effective) throw new Error('No such ability.')
    const outcome = runSqlJob(sqlite, { database, rights: effective.rights, request })
    database = outcome.database ?? database
    return outcome.answer
  }
  /** @returns the parsed JSON or the file of an answer, or code and detail of a refusal */
  const run = (verbs: readonly string[], request: SqlRequest): unknown => {
    const answer = ask(verbs, request)
    if ('refusal' in answer) return [answer.refusal.code, answer.refusal.detail]
    return 'json' in answer.reply ? JSON.parse(answer.reply.json) : answer.reply.file
  }
  return {
    sqlite,
    ask,
    run,
    /** The rows of a query, or its refusal. */
    rows(sql: string, params: readonly SqlValue[] = []): unknown {
      const answer = run(['read'], query(sql, params))
      return answer instanceof Object && 'rows' in answer ? answer.rows : answer
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
