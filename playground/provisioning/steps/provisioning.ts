import type { WallClock } from '@openkey/protocol'

import type { AccountIds } from '../account/account.ts'
import type { NodeClient } from '../client/nodeClient.ts'

/** Purpose of a signature by the root key. */
export type ProvisioningPurpose = 'bootstrap-session' | 'bootstrap-host'

/** Context of all steps. */
export type Provisioning = {
  readonly account: AccountIds
  readonly call: NodeClient
  /**
   * Signs with the account's root key: 65 bytes as `0x` hex. The purpose is for whoever decides about the signature.
   */
  readonly sign: (message: string, purpose: ProvisioningPurpose) => string | Promise<string>
  readonly clock: WallClock
  /** SIWE `domain` of the messages. */
  readonly domain: string
  readonly sessionLifetimeMs: number
}
