import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { createCoverage } from '../createCoverage.ts'
import { capabilitiesOf, findParents, requireNotRevoked } from '../delegation/ancestors.ts'
import type { Closure } from '../delegation/closure.ts'
import { ownerOf } from '../resources.ts'
import { isWithin } from '../timeWindow.ts'
import type { Invocation } from './authenticateInvocation.ts'

/**
 * Requires that the invoker holds every capability it invokes.
 * @returns the capabilities it holds
 * @throws {NodeError}
 */
export function checkInvoker(
  { invoker, capabilities, parents: cids }: Pick<Invocation, 'invoker' | 'capabilities' | 'parents'>,
  { nowMs, find, findLink }: { readonly nowMs: number } & Closure,
): readonly Capability[] {
  const parents = findParents(cids, find)
  if (parents.some(({ delegatee }) => delegatee !== invoker)) throw new NodeError('unauthorized_invoker')

  const chain = requireNotRevoked(parents, findLink, 'delegation_revoked')
  const held = chain.every((delegation) => isWithin(delegation, nowMs)) ? capabilitiesOf(parents) : []
  const checkCovered = createCoverage(held)
  const borrowed = capabilities.filter((capability) => ownerOf(capability) !== invoker)
  for (const capability of borrowed) {
    const detail = `${capability.resource} / ${capability.ability}`
    checkCovered(capability, { uncovered: 'unauthorized_action', caveats: 'invocation_caveats', detail })
  }
  return [...held, ...capabilities.filter((capability) => ownerOf(capability) === invoker)]
}
