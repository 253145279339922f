import { OpenKeyError } from '../../errors/openKeyError.ts'
import { type Address, isChecksumAddress } from './address.ts'

/** An Ethereum account on one chain. */
export type Account = { readonly chainId: number; readonly address: Address }

/** Chain id and address inside the identifiers that name an account. */
export const accountPattern = 'eip155:([1-9][0-9]{0,15}):(0x[0-9a-fA-F]{40})'

/**
 * Writes the account's DID, `did:pkh:eip155:<chain>:<address>`.
 * @throws {OpenKeyError} `invalid_params` with the `field` that is absent or not valid in it
 */
export function pkhDid({ chainId, address }: Account): string {
  if (!Number.isSafeInteger(chainId) || chainId < 1) throw unwritable('chainId', 'A chain id is a positive integer.')
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw unwritable('address', 'An address is 0x and 40 hexadecimal digits.')
  return writePkhDid({ chainId, address })
}

/** Does the same for an account that a reader has checked. */
export function writePkhDid({ chainId, address }: Account): string {
  return `did:pkh:eip155:${chainId}:${address}`
}

/**
 * Reads a did:pkh of an Ethereum account. The address must be in its EIP-55 spelling.
 * @throws {OpenKeyError} `invalid_params`, field `DID`
 */
export function parsePkhDid(text: string): Account {
  const [, chainId, address] = pkhDidPattern.exec(text) ?? []
  const account = toAccount(chainId, address)
  if (account === undefined) {
    throw new OpenKeyError('invalid_params', 'Expected the did:pkh of an Ethereum account.', {
      details: { field: 'DID', received: String(text).slice(0, 256) },
    })
  }
  return account
}

const pkhDidPattern = new RegExp(`^did:pkh:${accountPattern}$`)

/** The error for a `field` that is absent or not valid in the identifier. */
export function unwritable(field: string, message: string): OpenKeyError<'invalid_params'> {
  return new OpenKeyError('invalid_params', message, { details: { field } })
}

/** Checks the two captures of {@link accountPattern}. */
export function toAccount(chainId: string | undefined, address: string | undefined): Account | undefined {
  const chain = Number(chainId)
  if (address === undefined || !isChecksumAddress(address) || !Number.isSafeInteger(chain)) return undefined
  return { chainId: chain, address }
}
