import { parseNetworkId } from '@openkey/protocol/siwe'
import { canonicalResource } from '../authority/canonicalResource.ts'
import type { Invocation } from '../authority/invocation/authenticateInvocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { replaySkewMs } from '../limits.ts'
import type { NetworkStore, StoredNetwork } from '../storage/networkStore.ts'

/** Dependencies of every operation on encryption networks. */
export type NetworkContext = { readonly networks: NetworkStore; readonly keys: NodeKeys }

/** Parses a network id and converts its address to EIP-55. @throws {NodeError} `network_id_malformed` */
export function readNetworkId(text: string): string {
  try {
    const id = canonicalResource(text)
    parseNetworkId(id)
    return id
  } catch (cause) {
    throw new NodeError('network_id_malformed', undefined, { cause })
  }
}

/** @throws {NodeError} `network_not_found` */
export async function findNetwork(networks: NetworkStore, id: string): Promise<StoredNetwork> {
  const network = await networks.find(id)
  if (network === undefined) throw new NodeError('network_not_found')
  return network
}

/**
 * Requires an invocation addressed to this node, which alone holds the network.
 * @throws {NodeError} `audience_mismatch`
 */
export function checkAudience({ audience }: Invocation, nodeId: string): void {
  if (audience !== nodeId) throw new NodeError('audience_mismatch')
}

/**
 * Durably records that an invoker used the nonce of an invocation. Two tokens with one nonce are one request.
 * @throws {NodeError} `nonce_missing`, `nonce_used`
 */
export async function consumeNonce({ invoker, nonce, expiresAtMs }: Invocation, networks: NetworkStore): Promise<void> {
  if (nonce === undefined) throw new NodeError('nonce_missing')
  const isFirst = await networks.consumeNonce({ invoker, nonce, forgetAtMs: expiresAtMs + replaySkewMs })
  if (!isFirst) throw new NodeError('nonce_used')
}
