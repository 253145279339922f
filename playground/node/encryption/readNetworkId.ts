import { parseNetworkId } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'

/** @throws {NodeError} `network_id_malformed` for a text that is no network id */
export function readNetworkId(text: string): string {
  try {
    parseNetworkId(text)
    return text
  } catch (cause) {
    throw new NodeError('network_id_malformed', undefined, { cause })
  }
}
