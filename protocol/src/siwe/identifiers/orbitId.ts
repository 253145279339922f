import { fromLowercase } from './address.ts'
import { type Account, accountPattern, toAccount, writePkhDid } from './pkhDid.ts'
import { namePattern } from './spaceId.ts'

/** A container of the older generation of TinyCloud: `tinycloud:pkh:eip155:<chain>:<address>://<name>`. */
export type OrbitId = Account & {
  /** DID of the account that owns it. */
  readonly did: string
  readonly name: string
}

/**
 * Reads the id of an orbit. Its address is in its EIP-55 spelling, or all lowercase as clients of that generation
 * copied it. An id with a service or a path names a part of an orbit, so it is rejected.
 * @returns `undefined` for any other text
 */
export function matchOrbitId(text: string): OrbitId | undefined {
  const [, chainId, address, name] = orbitIdPattern.exec(text) ?? []
  if (address === undefined || name === undefined) return undefined
  const account = toAccount(chainId, fromLowercase(address))
  if (account === undefined) return undefined
  return { did: writePkhDid(account), ...account, name }
}

const orbitIdPattern = new RegExp(`^tinycloud:pkh:${accountPattern}://${namePattern}$`)
