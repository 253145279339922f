import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { prepareInvocation } from '../services/service.ts'
import { readBody } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

/**
 * Handles `POST /invoke`: authenticates the invocation, reads the request, authorizes the invocation and executes it. The
 * body is read before the invocation counts as used, so that an interrupted upload can be sent again. The time is read
 * again afterwards, so that a slow upload cannot outlive its capabilities.
 */
export async function invoke(request: Request, context: RouteContext): Promise<Response> {
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
