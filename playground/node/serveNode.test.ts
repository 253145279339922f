import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Abilities, cidOf, sessionKey, sortedJson, ucan, withoutCaveats } from './testing/independentClient.ts'
import { alice, allKv, space } from './testing/keyValueSession.ts'
import { create, network, newNetwork, sha256 } from './testing/networkSession.ts'
import { type SpawnedNode, spawnNode } from './testing/spawnNode.ts'
import { outcome } from './testing/startTestNode.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'openkey-node-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const session = sessionKey(new Uint8Array(32).fill(7))
const soon = () => Date.now() / 1000 + 120
const att = withoutCaveats({
  [`${space}/kv`]: allKv,
  [`${space}/sql`]: ['tinycloud.sql/write'],
  [network]: [create],
})

/** Sends the requests of this test to the current process. */
function clientOf(node: SpawnedNode, prf: readonly string[]) {
  const invoke = (wanted: Abilities, init?: RequestInit) =>
    node.post('/invoke', ucan(session, { att: withoutCaveats(wanted), prf, exp: soon() }), init)
  return {
    kv: (verb: string, path: string, body?: Buffer) =>
      invoke({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] }, body ? { body: new Uint8Array(body) } : {}),
    sql: (body: object) => invoke({ [`${space}/sql/notes`]: ['tinycloud.sql/write'] }, { body: JSON.stringify(body) }),
    createNetwork() {
      const fact = {
        type: 'tinycloud.encryption.network-admin/v1',
        targetNode: node.nodeId,
        networkId: network,
        bodyHash: sha256(sortedJson(newNetwork)),
        action: create,
      }
      const parts = { att: withoutCaveats({ [network]: [create] }), prf, exp: soon(), aud: node.nodeId, fct: [fact] }
      return node.post('/encryption/networks', ucan(session, parts), { body: sortedJson(newNetwork) })
    },
  }
}

describe('serveNode', { timeout: 60_000 }, () => {
  test('keeps every acknowledged write after kill -9, at every step', async () => {
    let node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    onTestFinished(() => node.kill().catch(() => undefined))
    const restart = async () => {
      await node.kill()
      node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    }
    const { nodeId } = node

    const peer = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
    const host = await alice.delegate({
      att: withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] }),
      uri: peer,
    })
    const hosted = await node.post('/delegate', host)
    expect(await hosted.json()).toMatchObject({ activated: [space] })
    await restart()

    const delegation = await alice.delegate({ att, uri: session.didUrl })
    const activated = await node.post('/delegate', delegation)
    expect(await activated.json()).toMatchObject({ activated: [space] })
    await restart()

    const prf = [cidOf(delegation)]
    const client = () => clientOf(node, prf)
    const row = Buffer.alloc(1_000, 'row')
    expect((await client().kv('put', 'row', row)).status).toBe(200)
    await restart()
    const file = Buffer.alloc(3_000_000, 'file')
    expect((await client().kv('put', 'file', file)).status).toBe(200)
    await restart()

    const schema = ['CREATE TABLE t (a)']
    expect((await client().sql({ action: 'execute', schema, sql: 'INSERT INTO t VALUES (1)' })).status).toBe(200)
    await restart()
    const statements = [2, 3].map((n) => ({ sql: 'INSERT INTO t VALUES (?)', params: [n] }))
    expect((await client().sql({ action: 'batch', statements })).status).toBe(200)
    expect((await client().createNetwork()).status).toBe(200)
    await restart()

    const bytesOf = async (key: string) => Buffer.from(await (await client().kv('get', key)).arrayBuffer())
    expect((await bytesOf('row')).equals(row)).toBe(true)
    expect((await bytesOf('file')).equals(file)).toBe(true)
    const read = await outcome(client().sql({ action: 'query', sql: 'SELECT a FROM t' }))
    expect(read).toEqual([200, '{"columns":["a"],"rows":[[1],[2],[3]],"rowCount":3}'])
    expect(await outcome(client().createNetwork())).toEqual([409, 'network already exists'])
    expect(node.nodeId).toBe(nodeId)
  })

  test('keeps acknowledged writes if killed while writing, and starts again', async () => {
    const memory = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    let node = memory
    onTestFinished(() => node.kill().catch(() => undefined))
    const peer = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
    const hostAtt = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
    await node.post('/delegate', await alice.delegate({ att: hostAtt, uri: peer }))
    const delegation = await alice.delegate({ att, uri: session.didUrl })
    await node.post('/delegate', delegation)
    const client = () => clientOf(node, [cidOf(delegation)])
    await client().sql({ action: 'execute', sql: 'CREATE TABLE t (a)' })

    const acknowledged = new Set<number>()
    const writes = Array.from({ length: 60 }, async (_, n) => {
      const statement = { action: 'execute', sql: 'INSERT INTO t VALUES (?)', params: [n] }
      const [kv, sql] = await Promise.all([client().kv('put', `${n}`, Buffer.from('x')), client().sql(statement)])
      if (kv.ok && sql.ok) acknowledged.add(n)
      if (acknowledged.size === 10) await node.kill()
    })
    await Promise.allSettled(writes)
    expect(acknowledged.size).toBeGreaterThanOrEqual(10)
    node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    const answer = await client().sql({ action: 'query', sql: 'SELECT a FROM t' })
    const { rows } = (await answer.json()) as { rows: readonly (readonly number[])[] }
    const keys = (await (await client().kv('list', '')).json()) as readonly string[]
    expect([...acknowledged].filter((n) => !rows.flat().includes(n) || !keys.includes(`${n}`))).toEqual([])
  })

  test('reports data that cannot be opened and exits', async () => {
    const file = join(dataDir, 'broken.db')
    writeFileSync(file, 'not a database'.repeat(100))
    const broken = spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_STORAGE_DATABASE: `sqlite:${file}` })
    await expect(broken).rejects.toThrow(`1: Cannot open the node's data in ${file}: file is not a database`)
  })

  test('reports an invalid variable and exits', async () => {
    const wrong = spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_STORAGE_LIMIT: 'much' })
    await expect(wrong).rejects.toThrow('1: Invalid TINYCLOUD_STORAGE_LIMIT "much": expected a size such as 10 MiB.')
  })

  test('exits if the port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = address instanceof Object ? `${address.port}` : ''
    await expect(spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_PORT: port })).rejects.toThrow('EADDRINUSE')
  })
})
