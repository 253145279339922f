import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'
import type { Delegation } from '../../authority/delegation/delegation.ts'
import { statusOf } from '../../authority/delegation/statusOf.ts'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSpaceDelegations, maxSpaceDelegationsLength } from '../../limits.ts'
import type { DelegationStore } from '../../storage/delegationStore.ts'
import type { Service } from '../service.ts'

/**
 * Lists the active delegations of a space: `tinycloud.capabilities/read` on `<space>/capabilities/all`. Other paths
 * return an empty response.
 */
export function createCapabilitiesService(delegations: DelegationStore): Service {
  const handles = ({ service, ability }: Capability) =>
    service === 'capabilities' && ability === 'tinycloud.capabilities/read'
  return {
    feature: 'delegation',
    handles,
    async prepare({ invocation: { capabilities } }) {
      const [capability, ...others] = capabilities
      if (!capability?.space || others.length > 0) throw new NodeError('not_implemented')
      if (capability.path !== 'all') return () => new Response(null, { status: 200 })
      const space = formatSpaceId(capability.space)
      return async ({ nowMs }) => {
        const named = await delegations.inSpace(space, { nowMs, limit: maxSpaceDelegations + 1 })
        if (named.length > maxSpaceDelegations || lengthOf(named) > maxSpaceDelegationsLength) {
          throw new NodeError('response_too_large', 'use /delegation/query')
        }
        const { findLink } = await delegations.load({ full: [], links: named.map(({ cid }) => cid) })
        const current = named.filter((delegation) => statusOf(delegation, { nowMs, findLink }) === 'active')
        return Response.json(
          Object.fromEntries(current.map((delegation) => [delegation.cid, delegationView(delegation)])),
        )
      }
    },
  }
}

function lengthOf(delegations: readonly Delegation[]): number {
  return delegations.reduce((sum, { raw }) => sum + raw.length, 0)
}

/** Returns a delegation as clients see it. `raw` is its `Authorization` value. */
function delegationView({ capabilities, delegator, delegatee, parents, raw }: Delegation) {
  return {
    capabilities: capabilities.map(({ resource, ability, caveats }) => ({ resource, ability, caveats })),
    delegator,
    delegate: delegatee,
    parents,
    raw,
  }
}
