import type { KeyValueStore } from '../kv/keyValueStore.ts'
import type { SqlDatabases } from '../sql/sqlDatabase.ts'
import type { Delegator } from './delegator.ts'

/** Somebody else's space, as far as a delegation goes. */
export type DelegatedAccess = Delegator & {
  readonly spaceId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** Keys as the one who gave it writes them. */
  readonly kv: KeyValueStore
  readonly sql: SqlDatabases
}
