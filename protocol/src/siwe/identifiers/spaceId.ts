import { OpenKeyError } from '../../errors/openKeyError.ts'
import { type Account, accountPattern, pkhDid, toAccount, unwritable, writePkhDid } from './pkhDid.ts'

/** A space of an account: `tinycloud:pkh:eip155:<chain>:<address>:<name>`. */
export type SpaceId = Account & {
  /** DID of the account that owns it. */
  readonly did: string
  readonly name: string
}

/** Names that can stand inside a resource URI: RFC 3986 path characters without the colon that ends the address. */
export const namePattern = "((?:[A-Za-z0-9\\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+)"

/**
 * Writes a space id: "tinycloud", the owner's DID without its "did", and the name.
 * @throws {OpenKeyError} `invalid_params` with the `field` that is absent or not valid in it
 */
export function formatSpaceId({ chainId, address, name }: Omit<SpaceId, 'did'>): string {
  checkName(name)
  return `tinycloud${pkhDid({ chainId, address }).slice('did'.length)}:${name}`
}

/** @throws {OpenKeyError} `invalid_params`, field `name` */
export function checkName(name: unknown): void {
  if (typeof name === 'string' && wholeName.test(name)) return
  throw unwritable('name', 'A name consists of the characters of a URI path, without slash and colon.')
}

const wholeName = new RegExp(`^${namePattern}$`)

/**
 * Reads a space id. The address must be in its EIP-55 spelling.
 * @throws {OpenKeyError} `invalid_params`, field `space`
 */
export function parseSpaceId(text: string): SpaceId {
  const space = matchSpaceId(text)
  if (space === undefined) {
    throw new OpenKeyError('invalid_params', 'Expected the ID of a space.', {
      details: { field: 'space', received: String(text).slice(0, 256) },
    })
  }
  return space
}

/** @returns `undefined` if the text is not a space id */
export function matchSpaceId(text: string): SpaceId | undefined {
  const [, chainId, address, name] = spaceIdPattern.exec(text) ?? []
  const account = toAccount(chainId, address)
  if (account === undefined || name === undefined) return undefined
  return { did: writePkhDid(account), ...account, name }
}

const spaceIdPattern = new RegExp(`^tinycloud:pkh:${accountPattern}:${namePattern}$`)
