import { describe, expect, test } from 'vitest'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'

describe('createRoutes', () => {
  test('returns the same description at /info and /version', async () => {
    const node = await startTestNode()
    const info = await (await node.get('/info')).json()
    expect(info).toEqual({
      protocol: 1,
      version: '1.16.0',
      features: ['encryption', 'sql', 'kv', 'delegation', 'sharing'],
      nodeId: node.nodeId,
      inTEE: false,
    })
    expect(await (await node.get('/version')).json()).toEqual(info)
  })

  test('is healthy until it is closed', async () => {
    const node = await startTestNode()
    for (const path of ['/healthz', '/readyz', '/livez']) expect(await outcome(node.get(path))).toEqual([200, ''])
    await node.close()
    expect((await node.get('/healthz')).status).toBe(503)
  })

  test('returns one peer DID per space, however the id is escaped', async () => {
    const node = await startTestNode()
    const peer = await outcome(node.get(`/peer/generate/${encodeURIComponent(space)}`))
    expect(peer).toEqual([200, expect.stringMatching(/^did:key:z6Mk/)])
    expect(await outcome(node.get(`/peer/generate/${space}`))).toEqual(peer)
    expect(await outcome(node.get(`/peer/generate/${encodeURIComponent(alice.space('other'))}`))).not.toEqual(peer)
    for (const other of [space.toLowerCase(), space.toLowerCase().replace('0x19e', '0x19E')]) {
      expect(await outcome(node.get(`/peer/generate/${encodeURIComponent(other)}`))).toEqual(peer)
    }
    const lenient = encodeURIComponent(alice.space('any_name-of.space'))
    expect((await node.get(`/peer/generate/${lenient}`)).status).toBe(200)
  })

  test.each([
    ['nothing', ''],
    ['half an address', encodeURIComponent(space.replace(/0x.{20}/, '0x'))],
    ['a name that could be spelt otherwise', encodeURIComponent(alice.space('d%65fault'))],
    ['an escape in lower case', encodeURIComponent(alice.space('a%2fb'))],
    ['a broken escape', '%zz'],
    ['bytes that are no text', '%ff'],
    ['a resource', encodeURIComponent(`${space}/kv`)],
    ['two levels of escapes', encodeURIComponent(encodeURIComponent(space))],
  ])('rejects a peer for %s', async (_, path) => {
    const node = await startTestNode()
    expect(await outcome(node.get(`/peer/generate/${path}`))).toEqual([400, 'Invalid space ID'])
  })

  test('responds to every preflight', async () => {
    const node = await startTestNode()
    const request = new Request('http://localhost/invoke', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example' },
    })
    const { status, headers } = await node.fetch(request)
    expect([status, Object.fromEntries(headers)]).toEqual([
      200,
      {
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': '*, Authorization',
        'access-control-allow-methods': 'POST, PUT, GET, OPTIONS, DELETE',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': '*, Authorization',
        'tinycloud-trace-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ])
  })

  test('sends CORS headers with errors and unknown routes', async () => {
    const node = await startTestNode()
    for (const response of [await node.delegate('nonsense'), await node.get('/nothing')]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    }
    expect(await outcome(node.get('/nothing'))).toEqual([404, 'Not found'])
  })

  test('param: cors', async () => {
    const node = await startTestNode({ cors: false })
    expect((await node.get('/info')).headers.has('access-control-allow-origin')).toBe(false)
  })

  test('param: maxBodyBytes, whatever content-length says', async () => {
    const open = await keyValueSession({ node: await startTestNode({ maxBodyBytes: 5 }) })
    expect((await open.kv('put', 'a', { body: 'hello' })).status).toBe(200)
    expect((await open.kv('put', 'a', { body: 'hello!' })).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        for (const part of ['hel', 'lo!']) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = { body: stream, duplex: 'half' }
    expect((await open.kv('put', 'a', init)).status).toBe(413)
  })

  test('param: maxInvocationLifetimeSecs', async () => {
    const open = await keyValueSession({ node: await startTestNode({ maxInvocationLifetimeSecs: 60 }) })
    expect((await open.kv('get', 'a')).status).toBe(401)
  })
})
