import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { prepareInvocation } from '../services/service.ts'
import type { StagedValue } from '../storage/staging.ts'
import { authenticate } from './authenticate.ts'
import { readBody, receiveValue } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

/**
 * Handles `POST /invoke`: authenticates the invocation, reads the request, authorizes the invocation and executes it.
 * The body is read before the invocation counts as used, so that an interrupted upload can be sent again. The time is
 * read again afterwards, so that a slow upload cannot outlive its capabilities.
 */
export async function invoke(request: Request, context: RouteContext): Promise<Response> {
  const { storage, services, clock, maxBodyBytes, memory } = context
  const { headers } = request
  const invocation = authenticate(request, context)
  let received: StagedValue | undefined
  try {
    const operation = await prepareInvocation(services, {
      invocation,
      headers,
      readBody: (maxBytes = maxBodyBytes) => readBody(request, { maxBytes: Math.min(maxBytes, maxBodyBytes), memory }),
      async receiveValue() {
        received = await receiveValue(request, { maxBytes: maxBodyBytes, memory, storage })
        return received
      },
    })
    return await operation(await authorizeInvocation(invocation, storage, clock.now()))
  } finally {
    await received?.discard()
  }
}
