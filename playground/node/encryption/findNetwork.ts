import { NodeError } from '../errors/nodeError.ts'
import type { NetworkStore, StoredNetwork } from '../storage/networkStore.ts'

/** @throws {NodeError} `network_not_found` */
export function findNetwork(networks: NetworkStore, id: string): StoredNetwork {
  const network = networks.find(id)
  if (network === undefined) throw new NodeError('network_not_found')
  return network
}
