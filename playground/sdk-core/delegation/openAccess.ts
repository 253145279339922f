import { createKeyValueStore } from '../kv/createKeyValueStore.ts'
import type { KeyValueStore } from '../kv/keyValueStore.ts'
import { invokeIn, type SpaceInvoker } from '../space/invokeIn.ts'
import { createSqlDatabases } from '../sql/createSqlDatabases.ts'
import type { SqlDatabases } from '../sql/sqlDatabase.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { createDelegator, type Delegator } from './createDelegator.ts'
import { type OpenDelegationOptions, openDelegation } from './openDelegation.ts'

/** Access to another user's space through a delegation. */
export type DelegatedAccess = Delegator & {
  readonly spaceId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** Keys as in the delegator's own client. */
  readonly kv: KeyValueStore
  readonly sql: SqlDatabases
}

/** Opens a delegation from another user, and the stores it gives access to. */
export async function openAccess(
  value: unknown,
  options: Omit<OpenDelegationOptions, 'now'> & { readonly now: () => number },
): Promise<DelegatedAccess> {
  const { now } = options
  const holder = await openDelegation(value, { ...options, now: now() })
  const { spaceId, expiresAt, kvPrefix } = holder
  const requireSession = () => {
    if (holder.expiresAt > now()) return holder
    throw new TinyCloudError('session_expired', 'The delegation has expired.')
  }
  const invoke: SpaceInvoker = async (operation, invokeOptions) =>
    invokeIn({ ...requireSession(), spaceId, now: now() }, operation, invokeOptions)
  return {
    spaceId,
    expiresAt,
    kv: createKeyValueStore({ invoke, kvPrefix }),
    sql: createSqlDatabases(invoke),
    ...createDelegator({ requireSession, kvPrefix, now }),
  }
}
