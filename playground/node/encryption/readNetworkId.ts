import { parseNetworkId } from '@openkey/protocol/siwe'
import { canonicalResource } from '../authority/canonicalResource.ts'
import { NodeError } from '../errors/nodeError.ts'

/** @returns the id in its one spelling @throws {NodeError} `network_id_malformed` for a text that is no network id */
export function readNetworkId(text: string): string {
  try {
    const id = canonicalResource(text)
    parseNetworkId(id)
    return id
  } catch (cause) {
    throw new NodeError('network_id_malformed', undefined, { cause })
  }
}
