import { measureLoad, type Throughput } from './measureLoad.ts'
import { hostSpace, invoke, kv, repeat, space } from './nodeSessions.ts'
import { type SpawnedServer, spawnServer } from './spawnServer.ts'

const kilobyte = Buffer.alloc(1_000, 'a')

/**
 * Measures node processes that share a PostgreSQL database.
 * @param count number of processes; each gets as many requests, over as many connections
 */
export async function measureProcesses(
  count: number,
  { databaseUrl, folder }: { readonly databaseUrl: string; readonly folder: string },
): Promise<{ readonly get: Throughput; readonly put: Throughput }> {
  const env = {
    TINYCLOUD_PORT: '0',
    TINYCLOUD_STORAGE_DATABASE: databaseUrl,
    TINYCLOUD_STORAGE_DATADIR: folder,
    TINYCLOUD_KEYS_SECRET: Buffer.alloc(32, 7).toString('base64url'),
  }
  const nodes: SpawnedServer[] = []
  try {
    for (let process = 0; process < count; process++) nodes.push(await spawnServer('nodeServer', env))
    const [first] = nodes
    if (first === undefined) throw new Error('Measure at least one process.')
    const open = await hostSpace(first)
    const measure = async (verb: 'get' | 'put', body?: Uint8Array) => {
      const token = await open(kv)
      const calls = repeat(2_000 * count, (n) =>
        invoke(token(`${space}/kv/value${n % 50}`, `tinycloud.kv/${verb}`), body),
      )
      return measureLoad(nodes, calls)
    }
    const put = await measure('put', kilobyte)
    return { put, get: await measure('get') }
  } finally {
    await Promise.all(nodes.map((node) => node.stop()))
  }
}
