import { type NetworkId, parseNetworkId } from '@openkey/protocol/siwe'

/** @returns `undefined` for a text that is no network id. */
export function readNetworkId(text: string): NetworkId | undefined {
  try {
    return parseNetworkId(text)
  } catch {
    return undefined
  }
}
