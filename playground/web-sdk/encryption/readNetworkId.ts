import { type NetworkId, parseNetworkId } from '@openkey/protocol/siwe'

/** Parses a network id. @returns `undefined` for any other text */
export function readNetworkId(text: string): NetworkId | undefined {
  try {
    return parseNetworkId(text)
  } catch {
    return undefined
  }
}
