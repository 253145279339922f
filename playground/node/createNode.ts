import { createAllowlist } from './authority/hosting/createAllowlist.ts'
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
import { trackRequests } from './trackRequests.ts'

/** A running node. */
export type TinyCloudNode = {
  /** DID of this node, stable for its secret. */
  readonly nodeId: string
  /** Answers a request. Never throws. */
  fetch(request: Request): Promise<Response>
  /** Lets running requests end, refuses others, and closes the data. */
  close(): Promise<void>
}

/**
 * Starts a tinycloud-node over one data folder. It listens nowhere by itself: give its `fetch` to a server.
 * @throws {Error} for options it cannot use and data it cannot open, saying which
 * @example
 * const node = await createNode({ dataDir: ':memory:' })
 * const response = await node.fetch(new Request('http://localhost/info'))
 */
export async function createNode(options: NodeOptions): Promise<TinyCloudNode> {
  const settings = nodeOptionsSchema.parse(options)
  const { dataDir, keysSecret, clock, maxInvocationLifetimeSecs, maxBodyBytes, cors, report } = settings
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
  const admitSpace = createAllowlist(settings.spacesAllowlist)
  const routes = createRoutes({
    ...{ storage, services, clock, keys, admitSpace, maxLifetimeMs, maxBodyBytes, cors, report },
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
