import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength, maxHeldCapabilities } from '../../limits.ts'
import type { FindLink, Link } from './closure.ts'
import type { Delegation } from './delegation.ts'

/** Finds the delegations that `prf` names. @throws {NodeError} `parent_missing`, `chain_too_long` */
export function findParents<Found extends Link>(
  cids: readonly string[],
  find: (cid: string) => Found | undefined,
): readonly Found[] {
  if (cids.length > maxChainLength) throw new NodeError('chain_too_long')
  if (new Set(cids).size !== cids.length) throw new NodeError('parent_missing')
  return cids.map((cid) => findParent(cid, find))
}

function findParent<Found extends Link>(cid: string, find: (cid: string) => Found | undefined): Found {
  const parent = find(cid)
  if (parent === undefined) throw new NodeError('parent_missing')
  return parent
}

/**
 * Returns the given delegations and all their ancestors, without duplicates. Finds each ancestor once, however many
 * delegations name it.
 * @throws {NodeError} `chain_too_long` beyond 64 delegations, `parent_missing`
 */
export function collectAncestors(from: readonly Link[], find: FindLink): readonly Link[] {
  const seen = new Map<string, Link>(from.map((delegation) => [delegation.cid, delegation]))
  // The loop also visits what it adds.
  for (const { parents } of seen.values()) {
    if (seen.size > maxChainLength || parents.length > maxChainLength) throw new NodeError('chain_too_long')
    for (const cid of parents) if (!seen.has(cid)) seen.set(cid, findParent(cid, find))
  }
  return [...seen.values()]
}

/** Returns what delegations grant together. @throws {NodeError} `parents_too_wide` beyond 1,024 capabilities */
export function capabilitiesOf(delegations: readonly Delegation[]): readonly Capability[] {
  const all: Capability[] = []
  for (const { capabilities } of delegations) {
    all.push(...capabilities)
    if (all.length > maxHeldCapabilities) throw new NodeError('parents_too_wide')
  }
  return all
}

/**
 * Requires that neither the delegations nor any of their ancestors are revoked.
 * @returns the delegations and all their ancestors
 * @throws {NodeError} with the revoked CID
 */
export function requireNotRevoked(
  delegations: readonly Link[],
  find: FindLink,
  code: 'parent_revoked' | 'delegation_revoked',
): readonly Link[] {
  const revoked = delegations.find(({ isRevoked }) => isRevoked)
  if (revoked) throw new NodeError(code, revoked.cid)
  const chain = collectAncestors(delegations, find)
  const ancestor = chain.find(({ isRevoked }) => isRevoked)
  if (ancestor) throw new NodeError('ancestor_revoked', ancestor.cid)
  return chain
}
