import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { createInvocation } from '@openkey/protocol/session'
import { canonicalId, pkhDid } from '@openkey/protocol/siwe'
import { type CapabilityOptions, networksToEnsure } from '../capabilities/resolveSignInCapabilities.ts'
import type { NetworkDescriptor } from '../node-http/nodeResponses.ts'
import { toResult } from '../result.ts'
import type { ActiveSession } from '../session/completeSignIn.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { readNetworkId } from './readNetworkId.ts'

const ability = 'tinycloud.encryption/network.create'

/**
 * Creates an encryption network of the account unless the node has it, or another session creates it concurrently.
 * @throws {TinyCloudError} `network_not_owned`; errors of the node
 */
export async function ensureEncryptionNetwork(
  session: ActiveSession,
  id: string,
  now: number,
): Promise<NetworkDescriptor> {
  const { client, granted, node } = session
  const network = readNetworkId(id)
  const ownerDid = pkhDid(client)
  if (network?.did !== ownerDid) {
    throw new TinyCloudError('network_not_owned', `Only its owner can create the encryption network “${id}”.`)
  }
  const networkId = canonicalId(id)
  const found = await unlessStatus(404, node.network(networkId))
  if (found) return checked(found, networkId, ownerDid)

  const { nodeId } = await node.info()
  if (nodeId === undefined) {
    throw new TinyCloudError(
      'node_rejected',
      `The node at ${node.host} reports no \`nodeId\`, so it does not support encryption networks.`,
      {
        details: { host: node.host },
      },
    )
  }
  // In this order the body is canonical JSON, which `bodyHash` requires.
  const body = JSON.stringify({ name: network.name, ownerDid, threshold: { n: 1, t: 1 } })
  const fact = {
    type: 'tinycloud.encryption.network-admin/v1',
    targetNode: nodeId,
    networkId,
    bodyHash: bytesToHex(sha256(utf8ToBytes(body))),
    action: ability,
  }
  const invocation = createInvocation(granted, [{ resource: networkId, ability }], {
    now,
    audience: nodeId,
    facts: [fact],
  })
  const made = (await unlessStatus(409, node.createNetwork(invocation, body))) ?? (await node.network(networkId))
  return checked(made, networkId, ownerDid)
}

async function unlessStatus<Answer>(status: number, request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request
  } catch (error) {
    if (error instanceof TinyCloudError && error.details.status === status) return undefined
    throw error
  }
}

/** Rejects the descriptor of another network, whose key would encrypt for another owner. */
function checked(descriptor: NetworkDescriptor, networkId: string, ownerDid: string): NetworkDescriptor {
  if (descriptor.networkId === networkId && descriptor.ownerDid === ownerDid) return descriptor
  throw new TinyCloudError('node_rejected', 'The node returned another encryption network.')
}

/**
 * Creates the networks that a manifest or capability request needs. A failure does not fail the sign-in;
 * `ensureEncryptionNetwork` reports it when the network is needed.
 */
export async function ensureRequestedNetworks(
  session: ActiveSession,
  capabilities: CapabilityOptions,
  now: () => number,
): Promise<void> {
  for (const networkId of networksToEnsure(session.client, capabilities)) {
    await toResult(() => ensureEncryptionNetwork(session, networkId, now()))
  }
}
