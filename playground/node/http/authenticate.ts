import { authenticateInvocation, type Invocation } from '../authority/invocation/authenticateInvocation.ts'
import type { RouteContext } from './routeContext.ts'

/** Authenticates the invocation in a request and counts it for its key. @throws {NodeError} also `rate_limited` */
export function authenticate(
  { headers }: Request,
  { clock, maxLifetimeMs, nodeId, limits }: Pick<RouteContext, 'clock' | 'maxLifetimeMs' | 'nodeId' | 'limits'>,
): Invocation {
  const invocation = authenticateInvocation(headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
  limits.perKey.spend(invocation.invoker)
  return invocation
}
