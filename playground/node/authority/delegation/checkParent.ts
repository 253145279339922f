import { NodeError } from '../../errors/nodeError.ts'
import type { Delegation } from './delegation.ts'
import type { FindDelegation } from './findParents.ts'
import { refuseRevoked } from './refuseRevoked.ts'

/** What must hold between a delegation and each one it draws on, whatever they are about. */
export function checkParent(child: Delegation, parent: Delegation, find: FindDelegation): void {
  if (parent.delegatee !== child.delegator) throw new NodeError('unauthorized_delegator', child.delegator)
  refuseRevoked([parent], find, 'parent_revoked')
  if (parent.isTerminal) throw new NodeError('parent_terminal')
  if (!endsWithin(child.expiresAtMs, parent.expiresAtMs)) throw new NodeError('child_expiry')
  if (!startsWithin(child.notBeforeMs, parent.notBeforeMs)) throw new NodeError('child_not_before')
}

/** What draws on something that ends must end itself, no later. */
function endsWithin(child: number | undefined, parent: number | undefined): boolean {
  return parent === undefined || (child !== undefined && child <= parent)
}

function startsWithin(child: number | undefined, parent: number | undefined): boolean {
  return parent === undefined || (child !== undefined && child >= parent)
}
