import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { createInvocation } from '@openkey/protocol/session'
import { pkhDid } from '@openkey/protocol/siwe'
import type { NetworkDescriptor } from '../node-http/networkDescriptor.ts'
import type { ActiveSession } from '../session/activeSession.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { readNetworkId } from './readNetworkId.ts'

const ability = 'tinycloud.encryption/network.create'

/**
 * Makes an encryption network of the signed-in account unless the node has it. One made meanwhile by somebody else who
 * may is as good.
 * @throws {TinyCloudError} `network_not_owned`; what the node answers
 */
export async function ensureEncryptionNetwork(
  session: ActiveSession,
  networkId: string,
  now: number,
): Promise<NetworkDescriptor> {
  const { client, granted, node } = session
  const network = readNetworkId(networkId)
  const ownerDid = pkhDid(client)
  if (network?.did !== ownerDid) {
    throw new TinyCloudError('network_not_owned', `Only its owner can make the encryption network “${networkId}”.`)
  }
  const found = await unlessStatus(404, node.network(networkId))
  if (found) return checked(found, networkId, ownerDid)

  const { nodeId } = await node.info()
  if (nodeId === undefined) {
    throw new TinyCloudError('node_rejected', `The node at ${node.host} does not say its DID, so it has no networks.`, {
      details: { host: node.host },
    })
  }
  // The members in this order are the sorted JSON that `bodyHash` is over.
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

/** A key of another network would encrypt for somebody else. */
function checked(descriptor: NetworkDescriptor, networkId: string, ownerDid: string): NetworkDescriptor {
  if (descriptor.networkId === networkId && descriptor.ownerDid === ownerDid) return descriptor
  throw new TinyCloudError('node_rejected', 'The node answered with another encryption network.')
}
