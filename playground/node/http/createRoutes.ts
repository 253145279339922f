import { Hono } from 'hono'
import type { CheckHosting } from '../authority/hosting/createAllowlist.ts'
import { errorResponse } from '../errors/errorResponse.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { acceptDelegation } from './acceptDelegation.ts'
import { createNetworkRoutes } from './createNetworkRoutes.ts'
import { delegationStatus } from './delegationStatus.ts'
import { generatePeer } from './generatePeer.ts'
import { invoke } from './invoke.ts'
import { queryDelegations } from './queryDelegations.ts'
import { crossOrigin, traceId } from './responseHeaders.ts'
import { revokeDelegation } from './revokeDelegation.ts'
import type { RouteContext } from './routeContext.ts'

/** Protocol version, and the release of tinycloud-node whose HTTP API this node implements. */
const protocol = 1
const version = '1.16.0'

/** Maps paths to handlers. */
export function createRoutes(
  context: RouteContext & {
    readonly keys: NodeKeys
    readonly checkHosting: CheckHosting
    readonly cors: boolean
    readonly onError: (error: unknown) => void
  },
): Hono {
  const { storage, services, clock, keys, onError } = context
  const info = {
    protocol,
    version,
    // A shared link carries a key, so sharing only needs delegations.
    features: [...services.map(({ feature }) => feature), 'sharing'],
    nodeId: keys.nodeId,
    inTEE: false,
  }

  const routes = new Hono()
  routes.use(traceId)
  if (context.cors) routes.use(crossOrigin)
  routes.onError((error) => errorResponse(error, onError))
  routes.notFound(() => errorResponse(new NodeError('route_not_found'), onError))

  routes.options('*', () => new Response(null, { status: 200 }))
  routes.get('/info', ({ json }) => json(info))
  routes.get('/version', ({ json }) => json(info))
  routes.get('/healthz', () => {
    storage.ping()
    return new Response(null, { status: 200 })
  })
  routes.get('/peer/generate/*', ({ req }) => generatePeer(req.url, keys.peerId))
  routes.post('/delegate', ({ req }) =>
    acceptDelegation(req.raw.headers, {
      storage,
      keys,
      checkHosting: context.checkHosting,
      nowMs: clock.now(),
    }),
  )
  routes.post('/revoke', ({ req }) => revokeDelegation(req.raw.headers, context))
  routes.post('/delegation/query', ({ req }) => queryDelegations(req.raw, context))
  routes.post('/delegation/status', ({ req }) => delegationStatus(req.raw, context))
  routes.post('/invoke', ({ req }) => invoke(req.raw, context))
  routes.route('/', createNetworkRoutes(context))
  return routes
}
