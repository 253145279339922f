import { Hono } from 'hono'
import type { CheckHosting } from '../authority/hosting/createAllowlist.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { acceptDelegation } from './acceptDelegation.ts'
import { createNetworkRoutes } from './createNetworkRoutes.ts'
import { delegationStatus } from './delegationStatus.ts'
import { generatePeer } from './generatePeer.ts'
import { invoke } from './invoke.ts'
import type { RequestObserver } from './observeRequests.ts'
import { queryDelegations } from './queryDelegations.ts'
import { crossOrigin } from './responseHeaders.ts'
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
    readonly refuse: RequestObserver['refuse']
  },
): Hono {
  const { storage, services, clock, keys, refuse } = context
  const info = {
    protocol,
    version,
    // A shared link carries a key, so sharing only needs delegations.
    features: [...services.map(({ feature }) => feature), 'sharing'],
    nodeId: keys.nodeId,
    inTEE: false,
  }

  const routes = new Hono()
  if (context.cors) routes.use(crossOrigin)
  routes.onError((error, { req }) => refuse(error, req.raw))
  routes.notFound(({ req }) => refuse(new NodeError('route_not_found'), req.raw))

  routes.options('*', () => new Response(null, { status: 200 }))
  routes.get('/info', ({ json }) => json(info))
  routes.get('/version', ({ json }) => json(info))
  routes.get('/healthz', async () => {
    await storage.ping()
    return new Response(null, { status: 200 })
  })
  routes.get('/livez', () => new Response(null, { status: 200 }))
  routes.get('/readyz', async () => {
    await storage.ping()
    storage.freeSpace.require(0)
    return new Response(null, { status: 200 })
  })
  routes.get('/peer/generate/*', ({ req }) => generatePeer(req.url, keys.peerId))
  routes.post('/delegate', ({ req }) =>
    acceptDelegation(req.raw.headers, {
      storage,
      keys,
      checkHosting: context.checkHosting,
      limits: context.limits,
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
