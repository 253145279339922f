import { createByteSemaphore } from '../shared/http/byteSemaphore.ts'
import { createAllowlist } from './authority/hosting/createAllowlist.ts'
import { errorResponse } from './errors/errorResponse.ts'
import { NodeError } from './errors/nodeError.ts'
import { createRoutes } from './http/createRoutes.ts'
import { createRequestObserver } from './http/observeRequests.ts'
import { createRateLimits } from './http/rateLimits.ts'
import { createRequestMemory } from './http/requestMemory.ts'
import { loadKeysSecret } from './identity/loadKeysSecret.ts'
import { createNodeKeys } from './identity/nodeKeys.ts'
import { sweepEveryMs } from './limits.ts'
import { type NodeOptions, nodeOptionsSchema } from './nodeOptions.ts'
import { createCapabilitiesService } from './services/capabilities/createCapabilitiesService.ts'
import { createDecryptService } from './services/decrypt/createDecryptService.ts'
import { createKvService } from './services/kv/createKvService.ts'
import { createSqlService } from './services/sql/createSqlService.ts'
import { startSqlEngine } from './services/sql/engine/startSqlEngine.ts'
import { openStorage } from './storage/openStorage.ts'

/** Network address of the client. */
export type RequestSource = { readonly clientAddress?: string | undefined }

/** Work that a node has in progress. */
export type NodeLoad = {
  /** Bytes of the bodies of requests and responses in memory. */
  readonly bodyBytes: number
  /** SQL requests that wait for a thread. */
  readonly sqlWaiting: number
  /** Connections to the database server that are in use, and requests that wait for one. */
  readonly connections: { readonly used: number; readonly waiting: number }
}

/** A running node. */
export type TinyCloudNode = {
  /** DID of this node, derived from its secret. */
  readonly nodeId: string
  /**
   * Handles a request. `clientAddress` identifies the client for rate limits; without it, only limits of the whole node
   * apply. Never rejects.
   */
  fetch(request: Request, from?: RequestSource): Promise<Response>
  /** Returns what the node is busy with. */
  load(): NodeLoad
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
  const storage = await openStorage({
    ...settings,
    limitBytes: settings.storageLimitBytes,
    ownerLimitBytes: settings.ownerLimitBytes,
    nodeId: keys.nodeId,
  })
  const sqlEngine = startSqlEngine()
  const services = [
    createDecryptService({ networks: storage.networks, keys }),
    createSqlService({ databases: storage.sqlDatabases, engine: sqlEngine }),
    createKvService(storage.kv),
    createCapabilitiesService(storage.delegations),
  ]
  const observer = createRequestObserver({ onError, onResponse: settings.onResponse })
  const bodies = createByteSemaphore({ maxBytes: settings.maxBodyMemoryBytes })
  const memory = createRequestMemory(bodies, createByteSemaphore({ maxBytes: settings.maxStagedBytes }))
  const limits = createRateLimits({
    perAddress: settings.maxRequestsPerMinute,
    perKey: settings.maxTokensPerMinute,
    clock,
  })
  const maxLifetimeMs = maxInvocationLifetimeSecs * 1_000
  const checkHosting = createAllowlist(settings.spacesAllowlist)
  const routes = createRoutes({
    ...{ storage, services, clock, keys, checkHosting, maxLifetimeMs, maxBodyBytes, memory, limits, cors },
    nodeId: keys.nodeId,
    refuse: observer.refuse,
  })
  const requests = trackRequests((request, { clientAddress } = {}) =>
    observer.run(request, () =>
      memory
        .run(request, clientAddress, async () => {
          limits.perAddress.spend(clientAddress)
          return routes.fetch(request)
        })
        .catch((error: unknown) => observer.refuse(error, request)),
    ),
  )

  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = setInterval(() => {
    sweeping = storage.sweep.run().catch(onError)
  }, sweepEveryMs).unref()

  return {
    nodeId: keys.nodeId,
    fetch: requests.fetch,
    load: () => ({ bodyBytes: bodies.held(), sqlWaiting: sqlEngine.waiting(), connections: storage.connections() }),
    async close() {
      await requests.drain()
      clearInterval(sweep)
      await sweeping
      await storage.sweep.stop().catch(onError)
      await sqlEngine.close()
      await storage.close()
    },
  }
}

type Fetch = TinyCloudNode['fetch']

/** Tracks running requests, so that `close` can wait for them. */
function trackRequests(fetch: Fetch): { readonly fetch: Fetch; drain(): Promise<void> } {
  const running = new Set<Promise<Response>>()
  let isDraining = false
  return {
    fetch(request, from) {
      if (isDraining) return Promise.resolve(errorResponse(new NodeError('closed'), () => undefined))
      const response = fetch(request, from).finally(() => running.delete(response))
      running.add(response)
      return response
    },
    async drain() {
      isDraining = true
      await Promise.allSettled(running)
    },
  }
}
