import type { AccountIds, SpaceName } from './account.ts'

/** Entry for a space in the registry, at `spaces/<space id>`. Clients read these names. */
export type SpaceRecord = {
  readonly space_id: string
  readonly name: string
  readonly owner_did: string
  readonly type: 'owned'
  readonly permissions: readonly ['*']
  readonly status: 'active'
  /** RFC 3339 */
  readonly registered_at: string
  /** RFC 3339 */
  readonly updated_at: string
}

export function spaceRecord(account: AccountIds, name: SpaceName, at: string): SpaceRecord {
  return {
    space_id: account.spaceId(name),
    name,
    owner_did: account.did,
    type: 'owned',
    permissions: ['*'],
    status: 'active',
    registered_at: at,
    updated_at: at,
  }
}
