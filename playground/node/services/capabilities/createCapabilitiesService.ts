import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'
import { standingOf } from '../../authority/delegation/statusOf.ts'
import { NodeError } from '../../errors/nodeError.ts'
import type { DelegationStore } from '../../storage/delegationStore.ts'
import type { Service } from '../service.ts'
import { delegationView } from './delegationView.ts'

/** What was delegated in a space: `tinycloud.capabilities/read` on `<space>/capabilities/all`. Other paths are empty. */
export function createCapabilitiesService(delegations: DelegationStore): Service {
  const claims = ({ service, ability }: Capability) =>
    service === 'capabilities' && ability === 'tinycloud.capabilities/read'
  return {
    feature: 'delegation',
    claims,
    async stage({ invocation: { capabilities } }) {
      const [capability, ...others] = capabilities
      if (!capability?.space || others.length > 0) throw new NodeError('not_implemented')
      if (capability.path !== 'all') return () => new Response(null, { status: 200 })
      const space = formatSpaceId(capability.space)
      return ({ nowMs }) => {
        const current = delegations
          .inSpace(space)
          .filter((delegation) => standingOf(delegation, { nowMs, find: delegations.find }) === 'active')
        return Response.json(
          Object.fromEntries(current.map((delegation) => [delegation.cid, delegationView(delegation)])),
        )
      }
    },
  }
}
