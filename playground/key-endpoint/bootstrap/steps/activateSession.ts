import type { Session } from '@openkey/protocol/session'
import { submitDelegation } from '../client/submitDelegation.ts'
import type { Provisioning } from './provisioning.ts'

/** Submits a session to the node, which must already host its space. */
export function activateSession(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  const { delegationHeader: headers, spaceId } = session
  return submitDelegation(provisioning, { headers, spaceId }, signal)
}
