import { type CapabilityOptions, networksToEnsure } from '../capabilities/chooseCapabilities.ts'
import { settle } from '../result.ts'
import type { ActiveSession } from '../session/activeSession.ts'
import { ensureEncryptionNetwork } from './ensureEncryptionNetwork.ts'

/**
 * Makes the networks that a manifest or capability request wants. One that cannot be made costs no sign-in: whoever needs
 * it asks for it again and hears what is wrong.
 */
export async function ensureRequestedNetworks(
  session: ActiveSession,
  capabilities: CapabilityOptions,
  now: () => number,
): Promise<void> {
  for (const networkId of networksToEnsure(session.client, capabilities)) {
    await settle(() => ensureEncryptionNetwork(session, networkId, now()))
  }
}
