import { TinyCloudError } from '../tinyCloudError.ts'
import { createNodeClient, type NodeClient } from './nodeClient.ts'
import { nodeProtocolVersion } from './nodeResponses.ts'

/**
 * Returns the first node that responds, after checking its protocol version.
 * @throws {TinyCloudError} `protocol_mismatch`, `node_unreachable`, `node_rejected`
 */
export async function checkNodeInfo(hosts: readonly string[], fetch: typeof globalThis.fetch): Promise<NodeClient> {
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
      `The node at ${node.host} uses protocol ${info.protocol}; this client uses ${nodeProtocolVersion}.`,
      { details: { host: node.host, expected: String(nodeProtocolVersion), received: String(info.protocol) } },
    )
  }
  throw (
    failures[0] ??
    new TinyCloudError('node_unreachable', '`tinycloudHosts` is empty: pass the URL of at least one node.')
  )
}

/** Compares two URLs of nodes, ignoring trailing slashes. */
export function sameHost(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '')
}
