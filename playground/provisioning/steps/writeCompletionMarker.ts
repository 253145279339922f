import type { Session } from '@openkey/protocol/session'
import { spaceNames } from '../account/account.ts'
import { putValue } from '../client/putValue.ts'
import type { Provisioning } from './provisioning.ts'

/** The twenty steps in the order in which the completion marker lists them. */
export const stepIds: readonly string[] = [
  ...spaceNames.map((name) => `session:${name}`),
  ...spaceNames.map((name) => `host:${name}`),
  ...spaceNames.map((name) => `activate:${name}`),
  'account:index-schema',
  'account:seed-spaces',
  'account:seed-applications',
  'encryption:network-create',
  'secrets:secret-records-schema',
]

/** Key of the marker in the space `account`. */
export const markerKey = 'system/bootstrap/complete'

/** Writes the marker of a complete account, without which clients repair it. Must run last. */
export function writeCompletionMarker(
  provisioning: Provisioning,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { account, clock } = provisioning
  const value = { v: 1, stepIds, completedAt: new Date(clock.now()).toISOString() }
  const spaceId = account.spaceId('account')
  return putValue(provisioning, session, { spaceId, key: markerKey, value }, signal)
}
