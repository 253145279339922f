import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hostSpace } from './testing/hostSpace.ts'
import { sessionKey, ucan, withoutCaveats } from './testing/independentClient.ts'
import { alice, keyValueSession, space } from './testing/keyValueSession.ts'
import { outcome, startTestNode, testNow } from './testing/startTestNode.ts'
import { testVector } from './testing/testVector.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'openkey-node-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('createNode', () => {
  test('activates the test vector once its space is hosted', async () => {
    const node = await startTestNode()
    const { space, delegation, delegationCid } = testVector
    const before = await node.delegate(delegation)
    expect(await before.json()).toEqual({ cid: delegationCid, activated: [], skipped: [space] })
    const hosted = await hostSpace(node, alice, space)
    expect(await hosted.json()).toMatchObject({ activated: [space], skipped: [] })
    const after = await node.delegate(delegation)
    expect(await after.json()).toEqual({ cid: delegationCid, activated: [space], skipped: [] })
  })

  test('the test client reproduces the test vector byte for byte', async () => {
    const { space, issuedAt, expirationTime, sessionDid } = testVector
    const session = sessionKey(new Uint8Array(32).fill(7))
    const header = await alice.delegate({
      att: withoutCaveats({
        [`${space}/capabilities`]: ['tinycloud.capabilities/read'],
        [`${space}/kv/spaces/`]: ['tinycloud.kv/get', 'tinycloud.kv/list', 'tinycloud.kv/put'],
      }),
      uri: session.didUrl,
      issuedAt,
      expirationTime,
      nonce: 'HandMade1',
    })
    const invocation = ucan(session, {
      att: withoutCaveats({ [`${space}/kv/spaces/x`]: ['tinycloud.kv/get'] }),
      prf: [testVector.delegationCid],
      exp: 1_767_225_720,
      nnc: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    })
    expect([session.did, header, invocation]).toEqual([sessionDid, testVector.delegation, testVector.invocation])
  })

  test('keeps spaces, sessions, values and used invocations over a restart', async () => {
    const large = Buffer.alloc(2 * 1_048_576, 'large')
    const first = await keyValueSession({ node: await startTestNode({ dataDir }) })
    await first.kv('put', 'small', { body: 'hello', headers: { 'content-type': 'text/x-note' } })
    await first.kv('put', 'large', { body: large })
    const used = first.invocation({ [`${space}/kv/small`]: ['tinycloud.kv/get'] })
    expect((await first.node.invoke(used)).status).toBe(200)
    await first.node.close()

    const node = await startTestNode({ dataDir })
    expect(node.nodeId).toBe(first.node.nodeId)
    expect(await outcome(node.invoke(used))).toEqual([409, 'duplicate invocation'])
    const get = (key: string) => node.invoke(first.invocation({ [`${space}/kv/${key}`]: ['tinycloud.kv/get'] }))
    const small = await get('small')
    expect([small.headers.get('content-type'), await small.text()]).toEqual(['text/x-note', 'hello'])
    expect(Buffer.from(await (await get('large')).arrayBuffer()).equals(large)).toBe(true)
    await node.close()
  })

  test('stores a large value as one file, and leaves none of a write that it rejects', async () => {
    const { kv, node } = await keyValueSession({ node: await startTestNode({ dataDir }) })
    const files = () => readdirSync(join(dataDir, 'blobs')).length
    await kv('put', 'a', { body: Buffer.alloc(1_048_577) })
    expect(files()).toBe(1)
    await kv('put', 'a', { body: Buffer.alloc(1_048_579), headers: { 'if-none-match': '*' } })
    expect(files()).toBe(1)
    await kv('put', 'b', { body: Buffer.alloc(1_048_577) })
    expect(files()).toBe(1)
    await node.close()
  })

  test('removes only what a killed process left of a large value', async () => {
    const { kv, node, invocation } = await keyValueSession({ node: await startTestNode({ dataDir }) })
    await kv('put', 'a', { body: Buffer.alloc(1_048_577, 'a') })
    await node.close()
    const [kept = ''] = readdirSync(join(dataDir, 'blobs'))
    for (const name of ['orphan', 'on-its-way']) writeFileSync(join(dataDir, 'blobs', name), 'x')
    const longAgo = new Date(Date.now() - 7_200_000)
    for (const name of ['orphan', kept]) utimesSync(join(dataDir, 'blobs', name), longAgo, longAgo)

    const again = await startTestNode({ dataDir })
    expect(readdirSync(join(dataDir, 'blobs')).sort()).toEqual([kept, 'on-its-way'].sort())
    expect((await again.invoke(invocation({ [`${space}/kv/a`]: ['tinycloud.kv/get'] }))).status).toBe(200)
    await again.close()
  })

  test('generates a secret on the first start, readable by its owner only, and keeps it', async () => {
    const first = await startTestNode({ dataDir, keysSecret: undefined })
    await first.close()
    const path = join(dataDir, 'keys.secret')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')).toHaveLength(32)
    const second = await startTestNode({ dataDir, keysSecret: undefined })
    expect(second.nodeId).toBe(first.nodeId)
    await second.close()
  })

  test('derives its peers from the secret', async () => {
    const peer = async (keysSecret: string) => {
      const node = await startTestNode({ keysSecret })
      return (await node.get(`/peer/generate/${encodeURIComponent(space)}`)).text()
    }
    const [a, b] = ['a', 'b'].map((letter) => Buffer.alloc(32, letter).toString('base64url'))
    expect(await peer(a ?? '')).toBe(await peer(a ?? ''))
    expect(await peer(a ?? '')).not.toBe(await peer(b ?? ''))
  })

  test('rejects the data of another node', async () => {
    await (await startTestNode({ dataDir })).close()
    const other = startTestNode({ dataDir, keysSecret: Buffer.alloc(32, 'b').toString('base64url') })
    await expect(other).rejects.toThrow(/^Cannot open the node's data in .*: it belongs to node did:key:/)
  })

  test('reports the folder of unreadable data', async () => {
    writeFileSync(join(dataDir, 'node.db'), 'not a database'.repeat(100))
    await expect(startTestNode({ dataDir })).rejects.toThrow(`Cannot open the node's data in ${dataDir}`)
    const underFile = join(dataDir, 'node.db', 'data')
    await expect(startTestNode({ dataDir: underFile })).rejects.toThrow(`Cannot open the node's data in ${underFile}`)
  })

  test('rejects a secret that is too short or not base64url', async () => {
    await expect(startTestNode({ keysSecret: 'c2hvcnQ' })).rejects.toThrow(/keysSecret/)
    await expect(startTestNode({ keysSecret: `${'!'.repeat(50)}` })).rejects.toThrow(/keysSecret/)
  })

  test('waits for running requests before it closes', async () => {
    const { kv, node } = await keyValueSession({ node: await startTestNode({ dataDir }) })
    const put = kv('put', 'a', { body: Buffer.alloc(2_000_000) })
    await node.close()
    expect((await put).status).toBe(200)
    expect((await kv('get', 'a')).status).toBe(503)
  })

  test('responds over a socket', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'hello', headers: { 'content-type': 'text/x-note' } })
    const server = serve({
      fetch: (request) => node.fetch(request),
      port: 0,
      hostname: '127.0.0.1',
      overrideGlobalObjects: false,
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = address instanceof Object ? address.port : 0
    const authorization = invocation({ [`${space}/kv/a`]: ['tinycloud.kv/get'] })
    const response = await fetch(`http://127.0.0.1:${port}/invoke`, { method: 'POST', headers: { authorization } })
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/x-note',
      'hello',
    ])
    await new Promise((resolve) => server.close(resolve))
  })

  test('uses the system clock by default', async () => {
    const node = await startTestNode({ clock: undefined })
    expect(testNow).toBeLessThan(Date.now())
    expect((await node.delegate(testVector.delegation)).status).toBe(401)
  })
})
