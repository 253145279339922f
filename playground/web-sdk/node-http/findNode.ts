import { TinyCloudError } from '../tinyCloudError.ts'
import { createNodeClient, type NodeClient } from './nodeClient.ts'
import { nodeProtocolVersion } from './nodeInfo.ts'

/**
 * The first of `hosts` that answers, checked for the protocol it speaks.
 * @throws {TinyCloudError} `protocol_mismatch`, `node_unreachable`, `node_rejected`
 */
export async function findNode(hosts: readonly string[], fetch: typeof globalThis.fetch): Promise<NodeClient> {
  const failures: unknown[] = []
  for (const host of hosts) {
    const node = createNodeClient({ host, fetch })
    const info = await node.info().catch((error: unknown) => {
      failures.push(error)
    })
    if (info === undefined) continue
    if (info.protocol === nodeProtocolVersion) return node
    throw new TinyCloudError(
      'protocol_mismatch',
      `The node at ${node.host} speaks protocol ${info.protocol}; this client speaks ${nodeProtocolVersion}.`,
      { details: { host: node.host, expected: String(nodeProtocolVersion), received: String(info.protocol) } },
    )
  }
  throw failures[0] ?? new TinyCloudError('node_unreachable', 'No node was configured: `tinycloudHosts` is empty.')
}
