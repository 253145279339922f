import type { Hex } from 'viem'
import type { Clock } from '../../clock.ts'
import type { AccountIds } from '../account/account.ts'
import type { NodeClient } from '../client/nodeClient.ts'

/** What every step uses. */
export type Provisioning = {
  readonly account: AccountIds
  readonly call: NodeClient
  /** Signs with the account's root key. */
  readonly sign: (message: string) => Hex
  readonly clock: Clock
  /** SIWE `domain` of the messages. */
  readonly domain: string
  readonly sessionLifetimeMs: number
}
