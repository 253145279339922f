import type { WallClock } from '@openkey/protocol'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import type { Service } from '../services/service.ts'
import { stageInvocation } from '../services/stageInvocation.ts'
import type { Storage } from '../storage/openStorage.ts'
import { readBody } from './readBody.ts'

/** What `POST /invoke` needs. */
export type InvokeContext = {
  readonly storage: Storage
  readonly services: readonly Service[]
  readonly clock: WallClock
  /** DID of this node. */
  readonly nodeId: string
  readonly maxLifetimeMs: number
  readonly maxBodyBytes: number
}

/**
 * `POST /invoke`, in three steps: what the invocation says of itself, what the request carries, what the sender may do.
 * The body is read before the invocation counts as used, so that a broken upload can be sent again; time is read anew
 * after it, so that a slow one cannot outlive its rights.
 */
export async function invoke(request: Request, context: InvokeContext): Promise<Response> {
  const { storage, services, clock, maxLifetimeMs, maxBodyBytes, nodeId } = context
  const { headers } = request
  const invocation = authenticateInvocation(headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
  const operation = await stageInvocation(services, {
    invocation,
    headers,
    readBody: (maxBytes = maxBodyBytes) => readBody(request, Math.min(maxBytes, maxBodyBytes)),
  })
  return operation(authorizeInvocation(invocation, storage, clock.now()))
}
