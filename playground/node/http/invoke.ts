import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import type { Clock } from '../clock.ts'
import type { Service } from '../services/service.ts'
import { prepareInvocation } from '../services/service.ts'
import type { Storage } from '../storage/openStorage.ts'
import { readBody } from './readBody.ts'

/** What `POST /invoke` needs. */
export type InvokeContext = {
  readonly storage: Storage
  readonly services: readonly Service[]
  readonly clock: Clock
  /** DID of this node. */
  readonly nodeId: string
  readonly maxLifetimeMs: number
  readonly maxBodyBytes: number
}

/**
 * Handles `POST /invoke`: authenticates the invocation, reads the request, authorizes the invocation and executes it. The
 * body is read before the invocation counts as used, so that an interrupted upload can be sent again. The time is read
 * again afterwards, so that a slow upload cannot outlive its capabilities.
 */
export async function invoke(request: Request, context: InvokeContext): Promise<Response> {
  const { storage, services, clock, maxLifetimeMs, maxBodyBytes, nodeId } = context
  const { headers } = request
  const invocation = authenticateInvocation(headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
  const operation = await prepareInvocation(services, {
    invocation,
    headers,
    readBody: (maxBytes = maxBodyBytes) => readBody(request, Math.min(maxBytes, maxBodyBytes)),
  })
  return operation(authorizeInvocation(invocation, storage, clock.now()))
}
