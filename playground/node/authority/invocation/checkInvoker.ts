import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { checkCovered } from '../checkCovered.ts'
import { collectAncestors, type FindDelegation, findParents, requireNotRevoked } from '../delegation/ancestors.ts'
import { ownerOf } from '../resources.ts'
import { isWithin } from '../timeWindow.ts'
import type { Invocation } from './authenticateInvocation.ts'

/** Requires that the invoker holds every capability it invokes. @returns the capabilities it holds @throws {NodeError} */
export function checkInvoker(
  { invoker, capabilities, parents: cids }: Pick<Invocation, 'invoker' | 'capabilities' | 'parents'>,
  { nowMs, find }: { readonly nowMs: number; readonly find: FindDelegation },
): readonly Capability[] {
  const parents = findParents(cids, find)
  if (parents.some(({ delegatee }) => delegatee !== invoker)) throw new NodeError('unauthorized_invoker')

  requireNotRevoked(parents, find, 'delegation_revoked')

  const chainHolds = collectAncestors(parents, find).every((delegation) => isWithin(delegation, nowMs))
  const held = chainHolds ? parents.flatMap((parent) => parent.capabilities) : []
  const borrowed = capabilities.filter((capability) => ownerOf(capability) !== invoker)
  for (const capability of borrowed) {
    const detail = `${capability.resource} / ${capability.ability}`
    checkCovered(held, capability, { uncovered: 'unauthorized_action', caveats: 'invocation_caveats', detail })
  }
  return [...held, ...capabilities.filter((capability) => ownerOf(capability) === invoker)]
}
