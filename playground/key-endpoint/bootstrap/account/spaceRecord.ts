import type { Account } from './account.ts'
import type { SpaceName } from './spaceNames.ts'

/** How the registry describes a space, under `spaces/<space id>`. Clients read these names in this form. */
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

export function spaceRecord(account: Account, name: SpaceName, at: string): SpaceRecord {
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
