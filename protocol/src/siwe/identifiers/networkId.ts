import { OpenKeyError } from '../../errors/openKeyError.ts'
import { type Account, accountPattern, pkhDid, toAccount, writePkhDid } from './pkhDid.ts'
import { checkName, namePattern } from './spaceId.ts'

/** An encryption network of an account: `urn:tinycloud:encryption:<owner DID>:<name>`. */
export type NetworkId = Account & {
  /** DID of the account that owns it. */
  readonly did: string
  readonly name: string
}

/**
 * Writes a network id.
 * @throws {OpenKeyError} `invalid_params` with the `field` that is absent or not valid in it
 */
export function formatNetworkId({ chainId, address, name }: Omit<NetworkId, 'did'>): string {
  checkName(name)
  return `urn:tinycloud:encryption:${pkhDid({ chainId, address })}:${name}`
}

/**
 * Reads a network id. The address must be in its EIP-55 spelling.
 * @throws {OpenKeyError} `invalid_params`, field `network`
 */
export function parseNetworkId(text: string): NetworkId {
  const network = matchNetworkId(text)
  if (network === undefined) {
    throw new OpenKeyError('invalid_params', 'Expected the ID of an encryption network.', {
      details: { field: 'network', received: String(text).slice(0, 256) },
    })
  }
  return network
}

/** @returns `undefined` if the text is not a network id */
export function matchNetworkId(text: string): NetworkId | undefined {
  const [, chainId, address, name] = networkIdPattern.exec(text) ?? []
  const account = toAccount(chainId, address)
  if (account === undefined || name === undefined) return undefined
  return { did: writePkhDid(account), ...account, name }
}

const networkIdPattern = new RegExp(`^urn:tinycloud:encryption:did:pkh:${accountPattern}:${namePattern}$`)
