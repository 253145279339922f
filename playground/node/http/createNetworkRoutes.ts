import { Hono } from 'hono'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import type { Authority } from '../authority/invocation/invocation.ts'
import { checkAudience } from '../encryption/checkAudience.ts'
import { createNetwork } from '../encryption/createNetwork.ts'
import { decryptKey } from '../encryption/decryptKey.ts'
import { findNetwork } from '../encryption/findNetwork.ts'
import { networkDescriptor } from '../encryption/networkDescriptor.ts'
import { readNetworkId } from '../encryption/readNetworkId.ts'
import { revokeNetwork } from '../encryption/revokeNetwork.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { maxNetworkBodyBytes } from '../limits.ts'
import { decodePercent } from './decodePercent.ts'
import { discoverNetwork } from './discoverNetwork.ts'
import type { InvokeContext } from './invoke.ts'
import { readBody } from './readBody.ts'

/** Routes of encryption networks. What changes or uses one is an invocation addressed to this node. */
export function createNetworkRoutes(context: InvokeContext & { readonly keys: NodeKeys }): Hono {
  const { storage, clock, keys, maxLifetimeMs, nodeId } = context
  const networks = { networks: storage.networks, keys }

  /** Who asks, checked as far as can be told without the body, which is read last. */
  const admit = async (request: Request): Promise<{ readonly authority: Authority; readonly body: Uint8Array }> => {
    const invocation = authenticateInvocation(request.headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
    checkAudience(invocation, nodeId)
    const body = await readBody(request, maxNetworkBodyBytes)
    return { authority: authorizeInvocation(invocation, storage, clock.now()), body }
  }

  const routes = new Hono()
  routes.post('/encryption/networks', async ({ req }) => {
    const { authority, body } = await admit(req.raw)
    return Response.json({ descriptor: createNetwork(authority, body, networks) })
  })
  routes.get('/encryption/networks/:id', ({ req }) => {
    const network = findNetwork(storage.networks, networkIdIn(req.url))
    return Response.json({ descriptor: networkDescriptor(network, nodeId) })
  })
  routes.post('/encryption/networks/:id/decrypt', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await admit(req.raw)
    return Response.json(decryptKey(authority, { networkId, body }, networks))
  })
  routes.post('/encryption/networks/:id/revoke', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await admit(req.raw)
    revokeNetwork(authority, { networkId, body }, networks)
    return new Response(null, { status: 204 })
  })
  routes.get('/.well-known/encryption/network/:name', ({ req }) => discoverNetwork(req.url, networks))
  return routes
}

/** The segment after `networks`, as it was sent. */
function networkIdIn(url: string): string {
  return readNetworkId(decodePercent(new URL(url).pathname.split('/')[3] ?? '') ?? '')
}
