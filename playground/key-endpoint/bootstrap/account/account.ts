import { type Address, formatNetworkId, formatSpaceId, pkhDid } from '@openkey/protocol/siwe'
import type { SpaceName } from './spaceNames.ts'

/** The account that is provisioned, and how its parts are called. */
export type Account = {
  readonly address: Address
  readonly chainId: number
  /** `did:pkh:…` */
  readonly did: string
  readonly spaceId: (name: SpaceName) => string
  /** Its encryption network. */
  readonly networkId: string
}

export function createAccount({ address, chainId }: Pick<Account, 'address' | 'chainId'>): Account {
  return {
    address,
    chainId,
    did: pkhDid({ chainId, address }),
    spaceId: (name) => formatSpaceId({ chainId, address, name }),
    networkId: formatNetworkId({ chainId, address, name: 'default' }),
  }
}
