import type { Session } from '@openkey/protocol/session'
import { spaceNames } from '../account/account.ts'
import { type SpaceRecord, spaceRecord } from '../account/spaceRecord.ts'
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
