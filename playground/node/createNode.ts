import { createAllowlist } from './authority/hosting/createAllowlist.ts'
import { errorResponse } from './errors/errorResponse.ts'
import { NodeError } from './errors/nodeError.ts'
import { createRoutes } from './http/createRoutes.ts'
import { loadKeysSecret } from './identity/loadKeysSecret.ts'
import { createNodeKeys } from './identity/nodeKeys.ts'
import { type NodeOptions, nodeOptionsSchema } from './nodeOptions.ts'
import { createCapabilitiesService } from './services/capabilities/createCapabilitiesService.ts'
import { createDecryptService } from './services/decrypt/createDecryptService.ts'
import { createKvService } from './services/kv/createKvService.ts'
import { createSqlService } from './services/sql/createSqlService.ts'
import { startSqlEngine } from './services/sql/engine/startSqlEngine.ts'
import { openStorage } from './storage/openStorage.ts'

/** A running node. */
export type TinyCloudNode = {
  /** DID of this node, derived from its secret. */
  readonly nodeId: string
  /** Handles a request. Never rejects. */
  fetch(request: Request): Promise<Response>
  /** Waits for running requests, rejects new ones with 503, and closes the data. */
  close(): Promise<void>
}

/**
 * Starts a tinycloud-node on one data folder. It opens no port: pass its `fetch` to a server.
 * @throws {Error} for invalid options, or data that cannot be opened
 * @example
 * const node = await createNode({ dataDir: ':memory:' })
 * const response = await node.fetch(new Request('http://localhost/info'))
 */
export async function createNode(options: NodeOptions): Promise<TinyCloudNode> {
  const settings = nodeOptionsSchema.parse(options)
  const { dataDir, keysSecret, clock, maxInvocationLifetimeSecs, maxBodyBytes, cors, onError } = settings
  const keys = createNodeKeys(loadKeysSecret({ given: keysSecret, dataDir }))
  const storage = await openStorage({ ...settings, limitBytes: settings.storageLimitBytes, nodeId: keys.nodeId })
  const sqlEngine = startSqlEngine()
  const services = [
    createDecryptService({ networks: storage.networks, keys }),
    createSqlService({ databases: storage.sqlDatabases, engine: sqlEngine }),
    createKvService(storage.kv),
    createCapabilitiesService(storage.delegations),
  ]
  const maxLifetimeMs = maxInvocationLifetimeSecs * 1_000
  const checkHosting = createAllowlist(settings.spacesAllowlist)
  const routes = createRoutes({
    ...{ storage, services, clock, keys, checkHosting, maxLifetimeMs, maxBodyBytes, cors, onError },
    nodeId: keys.nodeId,
  })
  const requests = trackRequests(async (request) => routes.fetch(request))

  return {
    nodeId: keys.nodeId,
    fetch: requests.fetch,
    async close() {
      await requests.drain()
      await sqlEngine.close()
      storage.close()
    },
  }
}

type Fetch = (request: Request) => Promise<Response>

/** Tracks running requests, so that `close` can wait for them. */
function trackRequests(fetch: Fetch): { readonly fetch: Fetch; drain(): Promise<void> } {
  const running = new Set<Promise<Response>>()
  let isDraining = false
  return {
    fetch(request) {
      if (isDraining) return Promise.resolve(errorResponse(new NodeError('closed'), () => undefined))
      const response = fetch(request).finally(() => running.delete(response))
      running.add(response)
      return response
    },
    async drain() {
      isDraining = true
      await Promise.allSettled(running)
    },
  }
}
