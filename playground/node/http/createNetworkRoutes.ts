import { principalDid } from '@openkey/protocol/session'
import { formatNetworkId, parsePkhDid } from '@openkey/protocol/siwe'
import { Hono } from 'hono'
import type { AuthorizedInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { createNetwork, revokeNetwork } from '../encryption/administerNetwork.ts'
import { decryptKey } from '../encryption/decryptKey.ts'
import { networkDescriptor } from '../encryption/networkDescriptor.ts'
import { checkAudience, findNetwork, type NetworkContext, readNetworkId } from '../encryption/networkRequest.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { maxNetworkBodyBytes } from '../limits.ts'
import type { NetworkStore } from '../storage/networkStore.ts'
import { authenticate } from './authenticate.ts'
import { decodePercent, readBody } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

/** Creates the routes of encryption networks. Every use of a network needs an invocation addressed to this node. */
export function createNetworkRoutes(context: RouteContext & { readonly keys: NodeKeys }): Hono {
  const { storage, clock, keys, nodeId, memory } = context
  const networks = { networks: storage.networks, keys }

  /** Authenticates before reading the body, and authorizes afterwards. */
  const authorize = async (
    request: Request,
  ): Promise<{ readonly authority: AuthorizedInvocation; readonly body: Uint8Array }> => {
    const invocation = authenticate(request, context)
    checkAudience(invocation, nodeId)
    const body = await readBody(request, { maxBytes: maxNetworkBodyBytes, memory })
    return { authority: await authorizeInvocation(invocation, storage, clock.now()), body }
  }

  const routes = new Hono()
  routes.post('/encryption/networks', async ({ req }) => {
    const { authority, body } = await authorize(req.raw)
    return Response.json({ descriptor: await createNetwork(authority, body, networks) })
  })
  routes.get('/encryption/networks/:id', async ({ req }) => {
    const network = await findNetwork(storage.networks, networkIdIn(req.url))
    return Response.json({ descriptor: networkDescriptor(network, nodeId) })
  })
  routes.post('/encryption/networks/:id/decrypt', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await authorize(req.raw)
    return Response.json(await decryptKey(authority, { networkId, body }, networks))
  })
  routes.post('/encryption/networks/:id/revoke', async ({ req }) => {
    const networkId = networkIdIn(req.url)
    const { authority, body } = await authorize(req.raw)
    await revokeNetwork(authority, { networkId, body }, networks)
    return new Response(null, { status: 204 })
  })
  routes.get('/.well-known/encryption/network/:name', ({ req }) => discoverNetwork(req.url, networks))
  return routes
}

/** Returns the path segment after `networks`, decoded once. */
function networkIdIn(url: string): string {
  return readNetworkId(decodePercent(new URL(url).pathname.split('/')[3] ?? '') ?? '')
}

/**
 * Handles `GET /.well-known/encryption/network/<name>?ownerDid=…`: returns what is needed to encrypt for a network.
 * Without `ownerDid` it finds the only active network of that name.
 */
async function discoverNetwork(url: string, { networks, keys }: NetworkContext): Promise<Response> {
  const { pathname, searchParams } = new URL(url)
  const name = decodePercent(pathname.split('/')[4] ?? '') ?? ''
  const owner = searchParams.get('ownerDid')
  const network = await findNetwork(networks, owner === null ? await onlyId(name, networks) : idOf(name, owner))
  const { nodeId } = keys
  const descriptor = networkDescriptor(network, nodeId)
  const { networkId, ownerDid, publicEncryptionKey, alg, keyVersion, keyBackend, state } = descriptor
  const record = { name, networkId, ownerDid, nodeId, publicEncryptionKey, alg, keyVersion, keyBackend, state }
  return Response.json(record)
}

/** @throws {NodeError} `network_not_found`; `network_ambiguous` if several accounts have a network of this name */
async function onlyId(name: string, networks: NetworkStore): Promise<string> {
  const [id, another] = await networks.activeByName(name)
  if (id === undefined) throw new NodeError('network_not_found')
  if (another !== undefined) throw new NodeError('network_ambiguous')
  return id
}

/** @throws {NodeError} `network_not_found`, also for a name or DID that cannot be part of a network id */
function idOf(name: string, ownerDid: string): string {
  try {
    return formatNetworkId({ ...parsePkhDid(principalDid(ownerDid)), name })
  } catch (cause) {
    throw new NodeError('network_not_found', undefined, { cause })
  }
}
