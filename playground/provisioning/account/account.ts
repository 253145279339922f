import { type Address, formatNetworkId, formatSpaceId, pkhDid } from '@openkey/protocol/siwe'

/** Names of the spaces that every account has. */
export const spaceNames = ['default', 'applications', 'account', 'secrets', 'public'] as const

export type SpaceName = (typeof spaceNames)[number]

/** The identifiers of an account and its parts. */
export type AccountIds = {
  readonly address: Address
  readonly chainId: number
  /** `did:pkh:…` */
  readonly did: string
  readonly spaceId: (name: SpaceName) => string
  /** Id of its encryption network. */
  readonly networkId: string
}

export function identifyAccount({ address, chainId }: Pick<AccountIds, 'address' | 'chainId'>): AccountIds {
  return {
    address,
    chainId,
    did: pkhDid({ chainId, address }),
    spaceId: (name) => formatSpaceId({ chainId, address, name }),
    networkId: formatNetworkId({ chainId, address, name: 'default' }),
  }
}
