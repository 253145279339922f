import type { Attenuations } from '@openkey/protocol/session'
import { canonicalId } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'
import { maxNameLength } from '../limits.ts'

/** Matches the id of a space or network. */
const namePattern = /^(?:tinycloud|urn:tinycloud:encryption:did):pkh:eip155:[1-9][0-9]*:0x[0-9a-fA-F]{40}:([^/?#]*)/

/**
 * Converts the address in a space id, network id or resource to EIP-55. Capabilities, quotas, the allowlist and stored
 * rows are compared as text, so every resource must have one spelling before any of them sees it.
 * @throws {NodeError} `space_malformed` for a name with a non-canonical percent-escape, or one that is too long
 */
export function canonicalResource(text: string): string {
  const [, name = ''] = namePattern.exec(text) ?? []
  if (name.length > maxNameLength || !hasOneSpelling(name)) throw new NodeError('space_malformed')
  return canonicalId(text)
}

/** Requires upper-case escapes, and none for unreserved characters (RFC 3986, section 6.2.2). */
function hasOneSpelling(name: string): boolean {
  return [...name.matchAll(/%([0-9A-Fa-f]{2})/g)].every(([encoded, hex = '']) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return encoded === encoded.toUpperCase() && !/[A-Za-z0-9\-._~]/.test(character)
  })
}

/**
 * Converts every resource with {@link canonicalResource}. Rejects two spellings of one resource in a token, because
 * their order would decide which caveats apply.
 * @throws {NodeError} `header_undecodable`, `space_malformed`
 */
export function canonicalAttenuations(att: Attenuations): Attenuations {
  const entries = Object.entries(att).map(([resource, abilities]) => [canonicalResource(resource), abilities] as const)
  const canonical: Attenuations = Object.assign(Object.create(null), Object.fromEntries(entries))
  if (Object.keys(canonical).length < entries.length) throw new NodeError('header_undecodable')
  return canonical
}
