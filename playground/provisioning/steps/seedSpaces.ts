import type { Session } from '@openkey/protocol/session'
import { type AccountIds, type SpaceName, spaceNames } from '../account/account.ts'
import { putValue } from '../client/putValue.ts'
import { type Row, writeRows } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

/**
 * Adds the five spaces to the registry: each as a value under its full id, then all as rows with the same content. A
 * client that finds only one of the two assumes a new account.
 */
export async function seedSpaces(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  const { account, clock } = provisioning
  const at = new Date(clock.now()).toISOString()
  const records = spaceNames.map((name) => spaceRecord(account, name, at))
  await Promise.all(
    records.map((record) =>
      putValue(provisioning, session, { key: `spaces/${record.space_id}`, value: record }, signal),
    ),
  )
  await writeRows(provisioning, session, { database: 'account', rows: records.map(rowOf) }, signal)
}

function rowOf({ permissions, ...columns }: SpaceRecord): Row {
  return { table: 'spaces', columns: { ...columns, permissions_json: JSON.stringify(permissions), expires_at: null } }
}

/** Entry for a space in the registry, at `spaces/<space id>`. Clients read these names. */
type SpaceRecord = {
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

function spaceRecord(account: AccountIds, name: SpaceName, at: string): SpaceRecord {
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
