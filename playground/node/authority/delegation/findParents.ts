import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength } from '../../limits.ts'
import type { Delegation } from './delegation.ts'

/** Looks a delegation up by its CID. */
export type FindDelegation = (cid: string) => Delegation | undefined

/** The delegations that `prf` names. @throws {NodeError} when one is unknown or named twice */
export function findParents(cids: readonly string[], find: FindDelegation): readonly Delegation[] {
  if (cids.length > maxChainLength) throw new NodeError('chain_too_long')
  if (new Set(cids).size !== cids.length) throw new NodeError('parent_missing')
  return cids.map((cid) => {
    const parent = find(cid)
    if (parent === undefined) throw new NodeError('parent_missing')
    return parent
  })
}
