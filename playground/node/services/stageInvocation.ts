import { NodeError } from '../errors/nodeError.ts'
import type { Operation, Service, StagedRequest } from './service.ts'

/** Hands a request to the first service that claims one of its capabilities; services are asked in their order. */
export function stageInvocation(services: readonly Service[], request: StagedRequest): Promise<Operation> {
  const { capabilities } = request.invocation
  const service = services.find(({ claims }) => capabilities.some(claims))
  if (service === undefined) throw new NodeError('not_implemented')
  return service.stage(request)
}
