import type { Capability } from '@openkey/protocol/siwe'
import type { Invocation } from '../invocation/authenticateInvocation.ts'
import { checkInvoker } from '../invocation/checkInvoker.ts'
import { cidResource, readCidResource } from '../resources.ts'
import { collectAncestors, findParents } from './ancestors.ts'
import type { Closure, FindLink, Link } from './closure.ts'

/** An ability on a delegation itself: to revoke it, or to look up its status. */
export type ControlAbility = 'tinycloud.delegation/revoke' | 'tinycloud.delegation/status'

const controlAbilities: readonly string[] = [
  'tinycloud.delegation/revoke',
  'tinycloud.delegation/status',
] satisfies readonly ControlAbility[]

/** Returns the DIDs that may revoke a delegation: its delegator, the delegators of its ancestors, and its delegatee. */
export function controllersOf(delegation: Link, findLink: FindLink): ReadonlySet<string> {
  const delegators = collectAncestors([delegation], findLink).map(({ delegator }) => delegator)
  return new Set([...delegators, delegation.delegatee])
}

/** Returns whether a DID may give others an ability on the delegation that a capability names by its CID. */
export function mayControl(did: string, capability: Capability, findLink: FindLink): boolean {
  const cid = controlledCid(capability)
  const delegation = cid === undefined ? undefined : findLink(cid)
  return delegation !== undefined && controllersOf(delegation, findLink).has(did)
}

/** Returns the CID of the delegation that a capability lets its holder revoke or look up. */
export function controlledCid({ ability, resource }: Capability): string | undefined {
  return controlAbilities.includes(ability) ? readCidResource(resource) : undefined
}

/**
 * Returns the DIDs on whose behalf an invoker may use an ability on a delegation. It holds the ability from the owner
 * of a space on `<space>/delegation`, or from somebody else on `urn:cid:<cid>` of that delegation alone.
 * @throws {NodeError} if a cited delegation is unknown, revoked or not the invoker's
 */
export function representedBy(
  { invoker, parents: cids }: Pick<Invocation, 'invoker' | 'parents'>,
  { ability, cid }: { readonly ability: ControlAbility; readonly cid: string },
  context: { readonly nowMs: number } & Closure,
): readonly string[] {
  const held = checkInvoker({ invoker, parents: cids, capabilities: [] }, context).filter(
    (capability) => capability.ability === ability && isUnlimited(capability),
  )
  const owners = held.flatMap(({ space, service, path = '' }) =>
    space && service === 'delegation' && path === '' ? [space.did] : [],
  )
  if (!held.some(({ resource }) => resource === cidResource(cid))) return owners
  const chain = collectAncestors(findParents(cids, context.findLink), context.findLink)
  return [...owners, ...chain.map(({ delegator }) => delegator)]
}

function isUnlimited({ caveats }: Capability): boolean {
  return caveats.some((caveat) => Object.keys(caveat).length === 0)
}
