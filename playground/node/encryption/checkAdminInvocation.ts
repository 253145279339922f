import type { JsonValue } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { canonicalResource } from '../authority/canonicalResource.ts'
import type { Authority } from '../authority/invocation/invocation.ts'
import { requireUnlimited } from '../authority/requireUnlimited.ts'
import { NodeError } from '../errors/nodeError.ts'
import { claimNonce } from './claimNonce.ts'
import { hashJson } from './hashJson.ts'
import type { NetworkContext } from './networkContext.ts'

const fact = z.strictObject({
  type: z.literal('tinycloud.encryption.network-admin/v1'),
  targetNode: z.string(),
  networkId: z.string(),
  bodyHash: z.string(),
  action: z.string(),
})

/**
 * Requires that an admitted invocation is for this very act on this network. In this order:
 *
 * 1. its one fact says so: type, node, network and action;
 * 2. its one capability is the action on the network;
 * 3. the fact names the hash of the body;
 * 4. its sender has not used its nonce before.
 */
export function checkAdminInvocation(
  { invocation, nowMs }: Authority,
  { networkId, action, body }: { readonly networkId: string; readonly action: string; readonly body: JsonValue },
  { networks, keys }: NetworkContext,
): void {
  const { data } = z.tuple([fact]).safeParse(invocation.facts)
  const [said] = data ?? []
  if (said?.targetNode !== keys.nodeId || canonicalResource(said.networkId) !== networkId || said.action !== action) {
    throw new NodeError('network_mismatch', 'facts')
  }
  const [capability, ...others] = invocation.capabilities
  if (capability?.resource !== networkId || capability.ability !== action || others.length > 0) {
    throw new NodeError('network_mismatch', 'capability')
  }
  requireUnlimited(capability)
  if (said.bodyHash !== hashJson(body)) throw new NodeError('network_mismatch', 'bodyHash')
  claimNonce(invocation, { networks, nowMs })
}
