import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength } from '../../limits.ts'
import type { Delegation } from './delegation.ts'

/** Finds a stored delegation by its CID. */
export type FindDelegation = (cid: string) => Delegation | undefined

/** Finds the delegations that `prf` names. @throws {NodeError} `parent_missing`, `chain_too_long` */
export function findParents(cids: readonly string[], find: FindDelegation): readonly Delegation[] {
  if (cids.length > maxChainLength) throw new NodeError('chain_too_long')
  if (new Set(cids).size !== cids.length) throw new NodeError('parent_missing')
  return cids.map((cid) => {
    const parent = find(cid)
    if (parent === undefined) throw new NodeError('parent_missing')
    return parent
  })
}

/**
 * Returns the given delegations and all their ancestors, without duplicates.
 * @throws {NodeError} `chain_too_long` beyond 64 delegations, `parent_missing`
 */
export function collectAncestors(from: readonly Delegation[], find: FindDelegation): readonly Delegation[] {
  const seen = new Map<string, Delegation>()
  const waiting = [...from]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.cid)) continue
    if (seen.size === maxChainLength) throw new NodeError('chain_too_long')
    seen.set(next.cid, next)
    waiting.push(...findParents(next.parents, find))
  }
  return [...seen.values()]
}

/** Requires that neither the delegations nor any of their ancestors are revoked. @throws {NodeError} with the revoked CID */
export function requireNotRevoked(
  delegations: readonly Delegation[],
  find: FindDelegation,
  code: 'parent_revoked' | 'delegation_revoked',
): void {
  const revoked = delegations.find(({ isRevoked }) => isRevoked)
  if (revoked) throw new NodeError(code, revoked.cid)
  const ancestor = collectAncestors(delegations, find).find(({ isRevoked }) => isRevoked)
  if (ancestor) throw new NodeError('ancestor_revoked', ancestor.cid)
}
