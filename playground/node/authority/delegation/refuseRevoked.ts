import { NodeError } from '../../errors/nodeError.ts'
import { collectAncestors } from './collectAncestors.ts'
import type { Delegation } from './delegation.ts'
import type { FindDelegation } from './findParents.ts'

/** Requires that none of the given delegations, nor anything they draw on, was taken back. The refusal names which. */
export function refuseRevoked(
  delegations: readonly Delegation[],
  find: FindDelegation,
  code: 'parent_revoked' | 'delegation_revoked',
): void {
  const revoked = delegations.find(({ isRevoked }) => isRevoked)
  if (revoked) throw new NodeError(code, revoked.cid)
  const ancestor = collectAncestors(delegations, find).find(({ isRevoked }) => isRevoked)
  if (ancestor) throw new NodeError('ancestor_revoked', ancestor.cid)
}
