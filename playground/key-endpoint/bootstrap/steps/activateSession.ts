import type { Session } from '@openkey/protocol/session'
import { submitDelegation } from '../client/submitDelegation.ts'
import type { Provisioning } from './provisioning.ts'

/** Makes a session known to the node. Its space must be hosted by then. */
export function activateSession(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  const { delegationHeader: headers, spaceId } = session
  return submitDelegation(provisioning, { headers, spaceId }, signal)
}
