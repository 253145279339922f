import { principalDid } from '@openkey/protocol/session'
import { formatNetworkId, parsePkhDid } from '@openkey/protocol/siwe'
import { Hono } from 'hono'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import type { AuthorizedInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { createNetwork, revokeNetwork } from '../encryption/administerNetwork.ts'
import { decryptKey } from '../encryption/decryptKey.ts'
import { networkDescriptor } from '../encryption/networkDescriptor.ts'
import { checkAudience, findNetwork, type NetworkContext, readNetworkId } from '../encryption/networkRequest.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { maxNetworkBodyBytes } from '../limits.ts'
import { decodePercent, readBody } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

/** Creates the routes of encryption networks. Every use of a network needs an invocation addressed to this node. */
export function createNetworkRoutes(context: RouteContext & { readonly keys: NodeKeys }): Hono {
  const { storage, clock, keys, maxLifetimeMs, nodeId } = context
  const networks = { networks: storage.networks, keys }

  /** Authenticates before reading the body, and authorizes afterwards. */
  const authorize = async (
    request: Request,
  ): Promise<{ readonly authority: AuthorizedInvocation; readonly body: Uint8Array }> => {
    const invocation = authenticateInvocation(request.headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
    checkAudience(invocation, nodeId)
    const body = await readBody(request, maxNetworkBodyBytes)
    return { authority: authorizeInvocation(invocation, storage, clock.now()), body }
  }

  const routes = new Hono()
  routes.post('/encryption/networks', async ({ req }) => {
    const { authority, body } = await authorize(req.raw)
    return Response.json({ descriptor: createNetwork(authority, body, networks) })
  })
  routes.get('/encryption/networks/:id', ({ req }) => {
    const network = findNetwork(storage.networks, networkIdIn(req.url))
    return Response.json({ descriptor: networkDescriptor(network, nodeId) })
  })
  routes.post('/encryption/networks/:id/decrypt', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await authorize(req.raw)
    return Response.json(decryptKey(authority, { networkId, body }, networks))
  })
  routes.post('/encryption/networks/:id/revoke', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await authorize(req.raw)
    revokeNetwork(authority, { networkId, body }, networks)
    return new Response(null, { status: 204 })
  })
  routes.get('/.well-known/encryption/network/:name', ({ req }) => discoverNetwork(req.url, networks))
  return routes
}

/** Returns the path segment after `networks`, decoded once. */
function networkIdIn(url: string): string {
  return readNetworkId(decodePercent(new URL(url).pathname.split('/')[3] ?? '') ?? '')
}

/** Handles `GET /.well-known/encryption/network/<name>?ownerDid=…`: returns what is needed to encrypt for a network. */
function discoverNetwork(url: string, { networks, keys }: NetworkContext): Response {
  const { pathname, searchParams } = new URL(url)
  const name = decodePercent(pathname.split('/')[4] ?? '')
  const network = findNetwork(networks, idOf(name ?? '', searchParams.get('ownerDid') ?? ''))
  const { nodeId } = keys
  const descriptor = networkDescriptor(network, nodeId)
  const { networkId, ownerDid, publicEncryptionKey, alg, keyVersion, keyBackend, state } = descriptor
  const record = { name, networkId, ownerDid, nodeId, publicEncryptionKey, alg, keyVersion, keyBackend, state }
  return Response.json(record)
}

/** @throws {NodeError} `network_not_found`, also for a name or DID that cannot be part of a network id */
function idOf(name: string, ownerDid: string): string {
  try {
    return formatNetworkId({ ...parsePkhDid(principalDid(ownerDid)), name })
  } catch (cause) {
    throw new NodeError('network_not_found', undefined, { cause })
  }
}
