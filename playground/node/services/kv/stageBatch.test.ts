import { describe, expect, test } from 'vitest'
import { alice, allKv, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const batch = (verb: string, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [`${space}/kv/${key}`, [`tinycloud.kv/${verb}`]]))

describe('stageBatch', () => {
  test('answers each key with its own outcome', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one', headers: { 'content-type': 'text/x-note' } })
    const response = await node.invoke(invocation(batch('get', ['a', 'b'])))
    expect(await response.json()).toEqual({
      results: [
        {
          key: 'a',
          ok: true,
          dataBase64: 'b25l',
          headers: { 'content-type': 'text/x-note', etag: (await kv('metadata', 'a')).headers.get('etag') },
        },
        { key: 'b', ok: false, error: { code: 'KV_NOT_FOUND', message: 'No Such Key: b' } },
      ],
    })
  })

  test('answers metadata without values', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one', headers: { 'content-type': 'text/x-note' } })
    const response = await node.invoke(invocation(batch('metadata', ['a', 'b'])))
    const etag = (await kv('metadata', 'a')).headers.get('etag')
    expect(await response.json()).toEqual({
      results: [
        { key: 'a', ok: true, headers: { 'content-type': 'text/x-note', etag } },
        { key: 'b', ok: false, error: { code: 'KV_NOT_FOUND', message: 'No Such Key: b' } },
      ],
    })
  })

  test('refuses more than 100 keys, and keys of several spaces', async () => {
    const other = alice.space('other')
    const { node, invocation } = await keyValueSession({
      abilities: { [`${space}/kv`]: allKv, [`${other}/kv`]: allKv },
    })
    const many = Array.from({ length: 101 }, (_, index) => `k${index}`)
    expect((await outcome(node.invoke(invocation(batch('get', many)))))[0]).toBe(400)
    const spread = { ...batch('get', ['a']), [`${other}/kv/a`]: ['tinycloud.kv/get'] }
    expect((await outcome(node.invoke(invocation(spread))))[0]).toBe(400)
  })

  test('refuses an answer larger than the reader wants', async () => {
    const { node, invocation, kv } = await keyValueSession()
    await kv('put', 'a', { body: 'one' })
    await kv('put', 'b', { body: 'two' })
    const headers = { 'x-tinycloud-max-response-bytes': '5' }
    expect((await node.invoke(invocation(batch('get', ['a', 'b'])), { headers })).status).toBe(413)
  })
})
