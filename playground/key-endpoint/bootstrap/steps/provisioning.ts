import type { Hex } from 'viem'
import type { Clock } from '../../clock.ts'
import type { Account } from '../account/account.ts'
import type { NodeClient } from '../client/nodeClient.ts'

/** What every step works with. */
export type Provisioning = {
  readonly account: Account
  readonly call: NodeClient
  /** Signs by the account's root key. */
  readonly sign: (message: string) => Hex
  readonly clock: Clock
  /** Authority that the messages name. */
  readonly domain: string
  readonly sessionLifetimeMs: number
}
