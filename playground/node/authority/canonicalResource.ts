import { toChecksumAddress } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'

/** What precedes the address in the id of a space or network, and the address. A name follows. */
const accountPattern = /^((?:tinycloud|urn:tinycloud:encryption:did):pkh:eip155:[1-9][0-9]*:)(0x[0-9a-fA-F]{40})(?=:)/

/**
 * Spells the account in the id of a space, of a network, or of anything inside a space as EIP-55 wants it. Rights, quota,
 * allowlist and stored rows are looked up by text, so two spellings must be one before any of these sees them.
 * @throws {NodeError} `space_malformed` for a name that could be spelt otherwise
 */
export function canonicalResource(text: string): string {
  const [, start, address] = accountPattern.exec(text) ?? []
  if (start === undefined || address === undefined) return text
  const rest = text.slice(start.length + address.length)
  const [name = ''] = rest.split(/[/?#]/, 1)
  if (!hasOneSpelling(name)) throw new NodeError('space_malformed')
  return start + toChecksumAddress(address) + rest
}

/** Whether every escape is in upper case and of a character that needs one (RFC 3986, 6.2.2). */
function hasOneSpelling(name: string): boolean {
  return [...name.matchAll(/%([0-9A-Fa-f]{2})/g)].every(([encoded, hex = '']) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return encoded === encoded.toUpperCase() && !/[A-Za-z0-9\-._~]/.test(character)
  })
}
