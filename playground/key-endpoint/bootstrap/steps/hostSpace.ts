import { submitDelegation } from '../client/submitDelegation.ts'
import type { HostDelegation } from './createHostDelegation.ts'
import type { Provisioning } from './provisioning.ts'

/** Makes the node host a space. */
export function hostSpace(
  provisioning: Provisioning,
  { name, headers }: HostDelegation,
  signal: AbortSignal,
): Promise<void> {
  return submitDelegation(provisioning, { headers, spaceId: provisioning.account.spaceId(name) }, signal)
}
