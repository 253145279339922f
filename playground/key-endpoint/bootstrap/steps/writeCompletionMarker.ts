import type { Session } from '@openkey/protocol/session'
import { putValue } from '../client/putValue.ts'
import type { Provisioning } from './provisioning.ts'
import { stepIds } from './stepIds.ts'

/** Writes the marker of a complete account, without which clients repair it. Must run last. */
export function writeCompletionMarker(
  provisioning: Provisioning,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { account, clock } = provisioning
  const value = { v: 1, stepIds, completedAt: new Date(clock.now()).toISOString() }
  const spaceId = account.spaceId('account')
  return putValue(provisioning, session, { spaceId, key: 'system/bootstrap/complete', value }, signal)
}
