import { maxSqlRunMs } from '../../../limits.ts'
import type { Sqlite } from './loadSqlite.ts'
import { openUserDatabase, type UserDatabase } from './openUserDatabase.ts'
import {
  checkExecutable,
  executeStatement,
  queryStatement,
  runNamedStatement,
  type StatementResult,
} from './runStatement.ts'
import type { SqlJob, SqlOutcome, SqlReply, SqlRequest } from './sqlJob.ts'
import { SqlError } from './sqlJob.ts'

/** Runs a job on the bytes of a database. Keeps no state in this thread. */
export function runSqlJob(sqlite: Sqlite, { database: bytes, rights, request }: SqlJob): SqlOutcome {
  const overdueAt = performance.now() + maxSqlRunMs
  const progress = { changes: false }
  let database: UserDatabase | undefined
  try {
    database = openUserDatabase(sqlite, bytes, { rights, isOverdue: () => performance.now() > overdueAt })
    const reply = runRequest(database, request, (result) => {
      progress.changes ||= result.changes
      return result.json
    })
    return { result: { reply }, ...(progress.changes && { database: database.serialize() }) }
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const { code, detail } = error
    const kept = request.action === 'batch' && progress.changes ? database?.serialize() : undefined
    return { result: { error: { code, detail } }, ...(kept && { database: kept }) }
  } finally {
    database?.close()
  }

  function runRequest(
    database: UserDatabase,
    request: SqlRequest,
    note: (result: StatementResult) => string,
  ): SqlReply {
    switch (request.action) {
      case 'query':
        return { json: note(queryStatement(database, request.statement, request.bounds)) }
      case 'named':
        return { json: note(runNamedStatement(database, request.statement, request.bounds)) }
      case 'execute':
        for (const sql of request.schema) note(defineSchema(database, sql))
        return { json: note(executeStatement(database, request.statement)) }
      case 'batch': {
        for (const statement of request.statements) checkExecutable(database, statement)
        const results = request.statements.map((statement) => note(executeStatement(database, statement)))
        return { json: `{"results":[${results.join(',')}]}` }
      }
      case 'export':
        if (!rights.read) throw new SqlError('sql_permission', 'this ability cannot read rows')
        if (bytes === undefined) throw new SqlError('sql_database_not_found')
        return { file: bytes }
    }
  }
}

/** Runs a schema statement, and reports its failure as `sql_schema`. */
function defineSchema(database: UserDatabase, sql: string): StatementResult {
  try {
    return executeStatement(database, { sql, params: [] })
  } catch (error) {
    const isBroken = error instanceof SqlError && ['sql_failed', 'sql_parse', 'sql_statement'].includes(error.code)
    throw isBroken ? new SqlError('sql_schema', error.detail) : error
  }
}
