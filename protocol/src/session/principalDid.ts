import { toChecksumAddress } from '../siwe/identifiers/address.ts'

/**
 * Returns the DID of a DID or DID URL, in the one spelling that may be compared: without the fragment, which names one key of
 * them, and with the address of a did:pkh of an Ethereum account in its EIP-55 spelling.
 */
export function principalDid(didUrl: string): string {
  const [did = ''] = didUrl.split('#', 1)
  const [, account, address] = /^(did:pkh:eip155:[1-9][0-9]*:)(0x[0-9a-fA-F]{40})$/.exec(did) ?? []
  return account === undefined || address === undefined ? did : account + toChecksumAddress(address)
}
