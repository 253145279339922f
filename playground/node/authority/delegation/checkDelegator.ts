import { NodeError } from '../../errors/nodeError.ts'
import { checkCovered } from '../checkCovered.ts'
import { ownerOf } from '../resources.ts'
import { type FindDelegation, findParents, requireNotRevoked } from './ancestors.ts'
import type { Delegation } from './delegation.ts'

/**
 * Requires that the delegator holds everything it delegates, as owner or from its parent delegations.
 * @returns the delegation, without parents if the delegator owns every resource
 * @throws {NodeError}
 */
export function checkDelegator(delegation: Delegation, find: FindDelegation): Delegation {
  const { delegator, capabilities } = delegation
  const borrowed = capabilities.filter((capability) => ownerOf(capability) !== delegator)
  if (borrowed.length === 0) return { ...delegation, parents: [] }
  if (delegation.parents.length === 0) throw new NodeError('unauthorized_delegator', delegator)

  const parents = findParents(delegation.parents, find)
  for (const parent of parents) checkParent(delegation, parent, find)
  const held = parents.flatMap((parent) => parent.capabilities)
  for (const capability of borrowed) {
    const detail = `${capability.resource}, ${capability.ability}`
    checkCovered(held, capability, { uncovered: 'unauthorized_capability', caveats: 'child_caveats', detail })
  }
  return delegation
}

/** Checks a delegation against one of its parents, apart from capabilities. */
function checkParent(child: Delegation, parent: Delegation, find: FindDelegation): void {
  if (parent.delegatee !== child.delegator) throw new NodeError('unauthorized_delegator', child.delegator)
  requireNotRevoked([parent], find, 'parent_revoked')
  if (parent.isTerminal) throw new NodeError('parent_terminal')
  if (!endsWithin(child.expiresAtMs, parent.expiresAtMs)) throw new NodeError('child_expiry')
  if (!startsWithin(child.notBeforeMs, parent.notBeforeMs)) throw new NodeError('child_not_before')
}

/** A child of a delegation that expires must expire as well, and not later. */
function endsWithin(child: number | undefined, parent: number | undefined): boolean {
  return parent === undefined || (child !== undefined && child <= parent)
}

function startsWithin(child: number | undefined, parent: number | undefined): boolean {
  return parent === undefined || (child !== undefined && child >= parent)
}
