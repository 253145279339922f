import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'
import type { Operation, Service, StagedRequest } from './service.ts'

/**
 * Hands a request to the first service that claims one of its capabilities; services are asked in their order. What no
 * service claims is nobody's right to give, so it is refused like a right that is not held.
 */
export function stageInvocation(services: readonly Service[], request: StagedRequest): Promise<Operation> {
  const { capabilities } = request.invocation
  const unknown = capabilities.find((capability) => !services.some(({ claims }) => claims(capability)))
  if (unknown) throw unclaimed(unknown)
  const service = services.find(({ claims }) => capabilities.some(claims))
  if (service === undefined) throw new NodeError('not_implemented')
  return service.stage(request)
}

/** A service that other nodes have, and this one was built without. */
function unclaimed({ resource, service, ability }: Capability): NodeError {
  const isElsewhere = service === 'duckdb' && ability.startsWith('tinycloud.duckdb/')
  return isElsewhere
    ? new NodeError('not_implemented')
    : new NodeError('unauthorized_action', `${resource} / ${ability}`)
}
