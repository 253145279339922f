import type { WallClock } from '@openkey/protocol'
import type { Hex } from 'viem'
import type { AccountIds } from '../account/account.ts'
import type { NodeClient } from '../client/nodeClient.ts'

/** Context of all steps. */
export type Provisioning = {
  readonly account: AccountIds
  readonly call: NodeClient
  /** Signs with the account's root key. */
  readonly sign: (message: string) => Hex
  readonly clock: WallClock
  /** SIWE `domain` of the messages. */
  readonly domain: string
  readonly sessionLifetimeMs: number
}
