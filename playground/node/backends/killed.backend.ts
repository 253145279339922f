import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cidOf, withoutCaveats } from '../testing/independentClient.ts'
import { alice, space } from '../testing/keyValueSession.ts'
import { att, clientOf, session } from '../testing/processClient.ts'
import { spawnNode } from '../testing/spawnNode.ts'
import { outcome } from '../testing/startTestNode.ts'

describe('serveNode', () => {
  test('keeps every acknowledged write after kill -9, at every step', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'openkey-node-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
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
})
