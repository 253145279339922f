import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength } from '../../limits.ts'
import type { Delegation } from './delegation.ts'
import { type FindDelegation, findParents } from './findParents.ts'

/** The given delegations and everything they draw on, each once. Bounded, for a chain is as long as its author likes. */
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
