import { sessionKey } from '../../../playground/node/testing/independentClient.ts'
import { type Call, measureLoad, type Throughput } from './measureLoad.ts'
import { hostSpace, invoke, kv, repeat, space } from './nodeSessions.ts'
import { spawnServer } from './spawnServer.ts'

const kilobyte = Buffer.alloc(1_000, 'a')
const large = Buffer.alloc(4_000_000, 'a')

/** Measures a node on a SQLite file. Each kind of request has a key of its own, because tokens are limited per key. */
export async function measureNode(dataDir: string): Promise<Readonly<Record<string, Throughput>>> {
  const node = await spawnServer('nodeServer', {
    TINYCLOUD_PORT: '0',
    TINYCLOUD_STORAGE_DATADIR: dataDir,
    TINYCLOUD_STORAGE_STAGING: 'FileSystem',
  })
  const open = await hostSpace(node)
  const wide = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`${space}/kv/folder${index}`, ['tinycloud.kv/get', 'tinycloud.kv/put']]),
  )
  const results: Record<string, Throughput> = {}
  const measure = async (name: string, calls: readonly Call[]) => {
    results[name] = await measureLoad(node, calls)
  }

  const value = `${space}/kv/value`
  const [get, put, getLarge, putLarge] = [await open(kv), await open(kv), await open(kv), await open(kv)]
  await measure(
    'put 1 kB',
    repeat(4_000, (n) => invoke(put(`${value}${n % 50}`, 'tinycloud.kv/put'), kilobyte)),
  )
  await measure(
    'get 1 kB',
    repeat(4_000, (n) => invoke(get(`${value}${n % 50}`, 'tinycloud.kv/get'))),
  )
  await measure(
    'put 4 MB',
    repeat(100, (n) => invoke(putLarge(`${value}-large${n % 5}`, 'tinycloud.kv/put'), large)),
  )
  await measure(
    'get 4 MB',
    repeat(200, (n) => invoke(getLarge(`${value}-large${n % 5}`, 'tinycloud.kv/get'))),
  )

  const getWide = await open(wide)
  const folder = (index: number) => `${space}/kv/folder${index % 40}/a`
  await measureLoad(
    node,
    repeat(40, (n) => invoke(getWide(folder(n), 'tinycloud.kv/put'), kilobyte)),
  )
  await measure(
    'get 1 kB, wide session',
    repeat(4_000, (n) => invoke(getWide(folder(n), 'tinycloud.kv/get'))),
  )

  const recipient = (index: number) => sessionKey(Buffer.alloc(32, `${index}`.padStart(8, '0'))).did
  const delegator = await open(kv)
  const delegate = (index: number): Call => ({
    ...{ method: 'POST', path: '/delegate' },
    headers: { authorization: delegator(`${value}${index}`, 'tinycloud.kv/get', recipient(index)) },
  })
  await measure('delegate (UCAN)', repeat(2_000, delegate))

  const sql = await open({ [`${space}/sql`]: ['tinycloud.sql/read', 'tinycloud.sql/write'] })
  const ask = (body: object) => invoke(sql(`${space}/sql/notes`, 'tinycloud.sql/write'), JSON.stringify(body))
  await measureLoad(node, [ask({ action: 'execute', sql: 'CREATE TABLE note (text)' })])
  await measure(
    'SQL query',
    repeat(1_000, () => ask({ action: 'query', sql: 'SELECT count(*) FROM note' })),
  )
  await node.stop()
  return results
}
