import { allowedFunctions, allowedPragmas, alterFunctions } from './allowedFunctions.ts'
import type { SqlRights } from './sqlJob.ts'
import { SqlRefusal } from './sqlRefusal.ts'

/** What one statement has been seen to do while SQLite compiles and runs it. */
export type StatementTrace = {
  isAsked: boolean
  defines: boolean
  alters: boolean
  inserts: boolean
}

/** SQLite's action codes (sqlite3_set_authorizer). What is not named here is refused. */
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
 * Decides one action of a statement by the rights of its sender, and notes it. SQLite asks before it does anything, also
 * about what a statement does within itself: a CREATE writes to the schema, a DROP deletes from its table.
 * @throws {SqlRefusal}
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
      requireThat(rights.define, 'this ability changes no schema')
      break
    case 'insert':
    case 'change':
      requireOwnTable(first)
      if (first === 'sqlite_master' || first === 'sqlite_temp_master' || trace.defines) return
      trace.inserts ||= kind === 'insert'
      if (!rights.write && rights.read) throw new SqlRefusal('sql_read_only')
      requireThat(rights.write, 'this ability changes no rows')
      break
    case 'select':
      requireThat(rights.read || trace.alters, 'this ability reads no rows')
      break
    case 'readColumn':
      if (!trace.alters) requireOwnTable(first)
      requireThat(rights.read || trace.defines, 'this ability reads no rows')
      break
    case 'pragma':
      if (trace.alters && first === 'quick_check') return
      if (!rights.pragma) throw new SqlRefusal('unauthorized_action', 'PRAGMA')
      requireThat(allowedPragmas.has(first.toLowerCase()), `PRAGMA ${first}`)
      break
    case 'call':
      if (allowedFunctions.has(second) || (trace.alters && alterFunctions.has(second))) return
      throw new SqlRefusal('sql_failed', `not authorized to use function: ${second}`)
    case 'reindex':
      requireThat(trace.defines, 'REINDEX')
      break
    default:
      throw new SqlRefusal('sql_permission', 'this kind of statement')
  }

  function requireOwnTable(table: string): void {
    const name = table.toLowerCase()
    if (name.startsWith('pragma_') && rights.pragma) return
    if (name.startsWith('pragma_')) throw new SqlRefusal('unauthorized_action', 'PRAGMA')
    requireThat(!foreignTables.has(name), `table ${name}`)
  }
}

function requireThat(isAllowed: boolean, detail: string): void {
  if (!isAllowed) throw new SqlRefusal('sql_permission', detail)
}
