import { NodeError } from '../../errors/nodeError.ts'
import { checkCovered } from '../checkCovered.ts'
import { rootOf } from '../rootOf.ts'
import { checkParent } from './checkParent.ts'
import type { Delegation } from './delegation.ts'
import { type FindDelegation, findParents } from './findParents.ts'

/**
 * Requires that the delegator holds everything it gives away: by itself, or from the delegations it names.
 * @returns the delegation with the parents it really draws on: none where the delegator is the root of everything
 */
export function checkDelegator(delegation: Delegation, find: FindDelegation): Delegation {
  const { delegator, capabilities } = delegation
  const borrowed = capabilities.filter((capability) => rootOf(capability) !== delegator)
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
