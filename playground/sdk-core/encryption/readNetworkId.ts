import { canonicalId, type NetworkId, parseNetworkId } from '@openkey/protocol/siwe'

/** Parses a network id, with its address in any case. @returns `undefined` for any other text */
export function readNetworkId(text: string): NetworkId | undefined {
  try {
    return parseNetworkId(canonicalId(text))
  } catch {
    return undefined
  }
}
