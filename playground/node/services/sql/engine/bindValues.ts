import type { UserDatabase } from './openUserDatabase.ts'
import type { SqlValue } from './sqlJob.ts'
import { SqlRefusal } from './sqlRefusal.ts'

/** Binds one value to each parameter of a statement, in their order. */
export function bindValues(database: UserDatabase, statement: number, values: readonly SqlValue[]): void {
  const { capi } = database.sqlite
  const wanted = capi.sqlite3_bind_parameter_count(statement)
  if (wanted !== values.length) throw new SqlRefusal('sql_failed', `${wanted} parameters are wanted`)
  for (const [index, value] of values.entries()) {
    const resultCode = bindValue(database, statement, index + 1, value)
    if (resultCode !== capi.SQLITE_OK) database.fail(resultCode)
  }
}

function bindValue(
  { sqlite: { capi, wasm } }: UserDatabase,
  statement: number,
  index: number,
  value: SqlValue,
): number {
  // A parameter that nothing is bound to is NULL.
  if (value === null) return capi.SQLITE_OK
  if (typeof value === 'bigint') return capi.sqlite3_bind_int64(statement, index, value)
  if (typeof value === 'number') return capi.sqlite3_bind_double(statement, index, value)
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const copy = wasm.allocFromTypedArray(bytes)
  const bind = typeof value === 'string' ? capi.sqlite3_bind_text : capi.sqlite3_bind_blob
  return bind(statement, index, copy, bytes.length, capi.SQLITE_WASM_DEALLOC)
}
