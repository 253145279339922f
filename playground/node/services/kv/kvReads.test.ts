import { describe, expect, test } from 'vitest'
import { alice, allKv, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const batch = (verb: string, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [`${space}/kv/${key}`, [`tinycloud.kv/${verb}`]]))

describe('prepareBatch', () => {
  test('returns a result for each key', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one', headers: { 'content-type': 'text/x-note' } })
    const response = await node.invoke(invocation(batch('get', ['a', 'b'])))
    expect(await response.json()).toEqual({
      results: [
        {
          key: 'a',
          ok: true,
          dataBase64: 'b25l',
          headers: {
            'content-type': 'text/x-note',
            etag: (await kv('metadata', 'a')).headers.get('etag'),
            'content-length': '3',
          },
        },
        { key: 'b', ok: false, error: { code: 'KV_NOT_FOUND', message: 'No Such Key: b' } },
      ],
    })
  })

  test('returns metadata without values', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one', headers: { 'content-type': 'text/x-note' } })
    const response = await node.invoke(invocation(batch('metadata', ['a', 'b'])))
    const etag = (await kv('metadata', 'a')).headers.get('etag')
    expect(await response.json()).toEqual({
      results: [
        { key: 'a', ok: true, headers: { 'content-type': 'text/x-note', etag, 'content-length': '3' } },
        { key: 'b', ok: false, error: { code: 'KV_NOT_FOUND', message: 'No Such Key: b' } },
      ],
    })
  })

  test('returns the length of each value in bytes, also of an empty one', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'zwölf', headers: { 'content-length': '6' } })
    await kv('put', 'b', { body: '' })
    await kv('put', 'c', { body: Buffer.alloc(2_000_000) })
    const response = await node.invoke(invocation(batch('get', ['a', 'b', 'c'])))
    const { results } = (await response.json()) as { results: { headers: Record<string, string> }[] }
    expect(results.map(({ headers }) => headers['content-length'])).toEqual(['6', '0', '2000000'])
  })

  test('rejects more than 100 keys, and keys in several spaces', async () => {
    const other = alice.space('other')
    const { node, invocation } = await keyValueSession({
      abilities: { [`${space}/kv`]: allKv, [`${other}/kv`]: allKv },
    })
    const many = Array.from({ length: 101 }, (_, index) => `k${index}`)
    expect((await outcome(node.invoke(invocation(batch('get', many)))))[0]).toBe(400)
    const spread = { ...batch('get', ['a']), [`${other}/kv/a`]: ['tinycloud.kv/get'] }
    expect((await outcome(node.invoke(invocation(spread))))[0]).toBe(400)
  })

  test('rejects a response above the caller’s limit', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one' })
    await kv('put', 'b', { body: 'two' })
    const headers = { 'x-tinycloud-max-response-bytes': '5' }
    expect((await node.invoke(invocation(batch('get', ['a', 'b'])), { headers })).status).toBe(413)
  })
})
