import { allowedFunctions, allowedPragmas, alterFunctions } from './allowedFunctions.ts'
import type { SqlRights } from './sqlJob.ts'
import { SqlError } from './sqlJob.ts'

/** Actions of a statement so far, while SQLite compiles and runs it. */
export type StatementTrace = {
  isAsked: boolean
  defines: boolean
  alters: boolean
  inserts: boolean
}

/** Action codes of `sqlite3_set_authorizer` (https://sqlite.org/c3ref/c_alter_table.html). Others are rejected. */
const actions = new Map([
  [1, 'define'], // CREATE INDEX
  [2, 'define'], // CREATE TABLE
  [8, 'define'], // CREATE VIEW
  [9, 'change'], // DELETE
  [10, 'define'], // DROP INDEX
  [11, 'define'], // DROP TABLE
  [17, 'define'], // DROP VIEW
  [18, 'insert'],
  [19, 'pragma'],
  [20, 'readColumn'],
  [21, 'select'],
  [23, 'change'], // UPDATE
  [26, 'alter'],
  [27, 'reindex'],
  [31, 'call'],
  [33, 'select'], // WITH RECURSIVE
])

/**
 * Authorizes one action of a statement and records it in the trace. SQLite asks before every action, including those a
 * statement performs internally: CREATE writes to the schema, and DROP deletes from its table.
 * @throws {SqlError}
 */
export function authorizeAction(
  trace: StatementTrace,
  action: { readonly code: number; readonly first: string; readonly second: string },
  { rights, foreignTables }: { readonly rights: SqlRights; readonly foreignTables: ReadonlySet<string> },
): void {
  trace.isAsked = true
  const { code, first, second } = action
  const kind = actions.get(code)
  switch (kind) {
    case 'define':
    case 'alter':
      trace.defines = true
      trace.alters ||= kind === 'alter'
      requireThat(rights.define, 'this ability cannot change the schema')
      break
    case 'insert':
    case 'change':
      requireOwnTable(first)
      if (first === 'sqlite_master' || first === 'sqlite_temp_master' || trace.defines) return
      trace.inserts ||= kind === 'insert'
      if (!rights.write && rights.read) throw new SqlError('sql_read_only')
      requireThat(rights.write, 'this ability cannot change rows')
      break
    case 'select':
      requireThat(rights.read || trace.alters, 'this ability cannot read rows')
      break
    case 'readColumn':
      if (!trace.alters) requireOwnTable(first)
      requireThat(rights.read || trace.defines, 'this ability cannot read rows')
      break
    case 'pragma':
      if (trace.alters && first === 'quick_check') return
      if (!rights.pragma) throw new SqlError('unauthorized_action', 'PRAGMA')
      requireThat(allowedPragmas.has(first.toLowerCase()), `PRAGMA ${first}`)
      break
    case 'call':
      if (allowedFunctions.has(second) || (trace.alters && alterFunctions.has(second))) return
      throw new SqlError('sql_failed', `not authorized to use function: ${second}`)
    case 'reindex':
      requireThat(trace.defines, 'REINDEX')
      break
    default:
      throw new SqlError('sql_permission', 'this kind of statement is not allowed')
  }

  function requireOwnTable(table: string): void {
    const name = table.toLowerCase()
    if (name.startsWith('pragma_') && rights.pragma) return
    if (name.startsWith('pragma_')) throw new SqlError('unauthorized_action', 'PRAGMA')
    requireThat(!foreignTables.has(name), `table ${name}`)
  }
}

function requireThat(isAllowed: boolean, detail: string): void {
  if (!isAllowed) throw new SqlError('sql_permission', detail)
}
