import { createKeyValueStore } from '../kv/createKeyValueStore.ts'
import { invokeIn } from '../space/invokeIn.ts'
import type { SpaceInvoker } from '../space/spaceInvoker.ts'
import { createSqlDatabases } from '../sql/createSqlDatabases.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { createDelegator } from './createDelegator.ts'
import type { DelegatedAccess } from './delegatedAccess.ts'
import { type OpenDelegationOptions, openDelegation } from './openDelegation.ts'

/** Opens a delegation from somebody else, and the stores it reaches. */
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
