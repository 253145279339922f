import { Hono } from 'hono'
import type { AdmitSpace } from '../authority/hosting/createAllowlist.ts'
import { errorResponse } from '../errors/errorResponse.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { acceptDelegation } from './acceptDelegation.ts'
import { createNetworkRoutes } from './createNetworkRoutes.ts'
import { crossOrigin } from './crossOrigin.ts'
import { delegationStatus } from './delegationStatus.ts'
import { generatePeer } from './generatePeer.ts'
import { type InvokeContext, invoke } from './invoke.ts'
import { queryDelegations } from './queryDelegations.ts'
import { revokeDelegation } from './revokeDelegation.ts'
import { traceId } from './traceId.ts'

/** Version of the wire, and the release of tinycloud-node whose HTTP surface this follows. */
const protocol = 1
const version = '1.16.0'

/** Maps paths to what answers them. */
export function createRoutes(
  context: InvokeContext & {
    readonly keys: NodeKeys
    readonly admitSpace: AdmitSpace
    readonly cors: boolean
    readonly report: (error: unknown) => void
  },
): Hono {
  const { storage, services, clock, keys, report } = context
  const info = {
    protocol,
    version,
    // Sharing is delegating to a key that a link carries.
    features: [...services.map(({ feature }) => feature), 'sharing'],
    nodeId: keys.nodeId,
    inTEE: false,
  }

  const routes = new Hono()
  routes.use(traceId)
  if (context.cors) routes.use(crossOrigin)
  routes.onError((error) => errorResponse(error, report))
  routes.notFound(() => errorResponse(new NodeError('route_not_found'), report))

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
      admitSpace: context.admitSpace,
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
