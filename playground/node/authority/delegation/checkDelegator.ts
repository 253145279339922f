import { NodeError } from '../../errors/nodeError.ts'
import { createCoverage } from '../createCoverage.ts'
import { ownerOf } from '../resources.ts'
import { capabilitiesOf, findParents, requireNotRevoked } from './ancestors.ts'
import type { Closure } from './closure.ts'
import { mayControl } from './control.ts'
import type { Delegation } from './delegation.ts'

/**
 * Requires that the delegator holds everything it delegates: as owner, as a party of the delegation that it lets others
 * revoke or look up, or from its parent delegations.
 * @returns the delegation, without parents if it needs none
 * @throws {NodeError}
 */
export function checkDelegator(delegation: Delegation, { find, findLink }: Closure): Delegation {
  const { delegator, capabilities } = delegation
  const borrowed = capabilities.filter(
    (capability) => ownerOf(capability) !== delegator && !mayControl(delegator, capability, findLink),
  )
  if (borrowed.length === 0) return { ...delegation, parents: [] }
  if (delegation.parents.length === 0) throw new NodeError('unauthorized_delegator', delegator)

  const parents = findParents(delegation.parents, find)
  if (parents.some(({ delegatee }) => delegatee !== delegator)) throw new NodeError('unauthorized_delegator', delegator)
  requireNotRevoked(parents, findLink, 'parent_revoked')
  for (const parent of parents) checkTerms(delegation, parent)
  const checkCovered = createCoverage(capabilitiesOf(parents))
  for (const capability of borrowed) {
    const detail = `${capability.resource}, ${capability.ability}`
    checkCovered(capability, { uncovered: 'unauthorized_capability', caveats: 'child_caveats', detail })
  }
  return delegation
}

/** Checks what a parent says about its children. */
function checkTerms(child: Delegation, parent: Delegation): void {
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
