import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'
import type { Delegation } from '../../authority/delegation/delegation.ts'
import { statusOf } from '../../authority/delegation/statusOf.ts'
import { NodeError } from '../../errors/nodeError.ts'
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
      return ({ nowMs }) => {
        const current = delegations
          .inSpace(space)
          .filter((delegation) => statusOf(delegation, { nowMs, find: delegations.find }) === 'active')
        return Response.json(
          Object.fromEntries(current.map((delegation) => [delegation.cid, delegationView(delegation)])),
        )
      }
    },
  }
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
