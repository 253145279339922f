import type { KeyValueStore } from '../kv/keyValueStore.ts'
import type { SqlDatabases } from '../sql/sqlDatabase.ts'

/** One space of the signed-in account, as far as the session goes. */
export type SpaceAccess = {
  /** Keys as they are, without the client's `kvPrefix`. */
  readonly kv: KeyValueStore
  readonly sql: SqlDatabases
}
