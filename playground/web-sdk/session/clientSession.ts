import type { Address } from '@openkey/protocol/siwe'

/** What an app sees of its session. No key is in it. */
export type ClientSession = {
  /** EIP-55. */
  readonly address: Address
  readonly walletAddress: Address
  readonly chainId: number
  /** Id of the session key, `session-<ms>`. */
  readonly sessionKey: string
  readonly siwe: string
  readonly signature: string
}
