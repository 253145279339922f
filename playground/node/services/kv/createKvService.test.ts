import { createHash } from 'node:crypto'
import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { alice, allKv, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  open = await keyValueSession()
})
const kv: typeof open.kv = (...request) => open.kv(...request)
const etagOf = (text: string) => `"blake3-${bytesToHex(blake3(Buffer.from(text)))}"`
const failed = [412, 'KV precondition failed']

describe('createKvService', () => {
  test('returns what was put, with its headers and ETag', async () => {
    const put = await kv('put', 'notes/a', {
      body: 'hello',
      headers: { 'content-type': 'text/x-note', 'x-tinycloud-meta-mood': 'calm', 'x-other': 'dropped' },
    })
    expect([put.status, put.headers.get('etag'), await put.text()]).toEqual([200, etagOf('hello'), ''])

    const got = await kv('get', 'notes/a')
    expect([got.status, await got.text()]).toEqual([200, 'hello'])
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      'content-type': 'text/x-note',
      etag: etagOf('hello'),
      'x-tinycloud-meta-mood': 'calm',
    })
    expect(got.headers.has('x-other')).toBe(false)
  })

  test('keeps every byte, and an empty value too', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    await kv('put', 'bytes', { body: bytes })
    expect(new Uint8Array(await (await kv('get', 'bytes')).arrayBuffer())).toEqual(bytes)
    await kv('put', 'empty')
    const empty = await kv('get', 'empty')
    expect([empty.status, await empty.text(), empty.headers.get('etag')]).toEqual([200, '', etagOf('')])
  })

  test('replaces a value with its headers', async () => {
    await kv('put', 'a', { body: 'one', headers: { 'x-tinycloud-meta-a': '1' } })
    await kv('put', 'a', { body: 'two', headers: { 'x-tinycloud-meta-b': '2' } })
    const got = await kv('get', 'a')
    expect([await got.text(), got.headers.get('x-tinycloud-meta-a'), got.headers.get('x-tinycloud-meta-b')]).toEqual([
      'two',
      null,
      '2',
    ])
  })

  test('responds with 304 if nothing changed', async () => {
    await kv('put', 'a', { body: 'one' })
    const same = await kv('get', 'a', { headers: { 'if-none-match': `"other", ${etagOf('one')}` } })
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etagOf('one')])
    expect((await kv('get', 'a', { headers: { 'if-none-match': etagOf('two') } })).status).toBe(200)
  })

  test('responds with 404 for a missing key', async () => {
    expect(await outcome(kv('get', 'a'))).toEqual([404, 'No Such Key: a'])
    expect(await outcome(kv('metadata', 'a'))).toEqual([404, 'No Such Key: a'])
    expect(await outcome(kv('del', 'a'))).toEqual([404, 'No Such Key: a'])
  })

  test('returns metadata without the value', async () => {
    await kv('put', 'a', { body: 'one', headers: { 'content-type': 'text/x-note' } })
    const answer = await kv('metadata', 'a')
    expect([
      answer.status,
      await answer.text(),
      answer.headers.get('etag'),
      answer.headers.get('content-type'),
    ]).toEqual([200, '', etagOf('one'), 'text/x-note'])
  })

  test('removes a value', async () => {
    await kv('put', 'a', { body: 'one' })
    expect(await outcome(kv('del', 'a'))).toEqual([200, ''])
    expect((await kv('get', 'a')).status).toBe(404)
  })

  test('accepts delete as an alias of del', async () => {
    await kv('put', 'a', { body: 'one' })
    const header = open.invocation({ [`${space}/kv/a`]: ['tinycloud.kv/delete'] })
    expect((await open.node.invoke(header)).status).toBe(200)
  })

  test('If-None-Match: * creates but never replaces', async () => {
    const headers = { 'if-none-match': '*' }
    expect((await kv('put', 'a', { body: 'one', headers })).status).toBe(200)
    expect(await outcome(kv('put', 'a', { body: 'two', headers }))).toEqual(failed)
    expect(await (await kv('get', 'a')).text()).toBe('one')
  })

  test('If-Match replaces only the given version', async () => {
    await kv('put', 'a', { body: 'one' })
    expect(await outcome(kv('put', 'a', { body: 'two', headers: { 'if-match': etagOf('x') } }))).toEqual(failed)
    expect(await outcome(kv('del', 'a', { headers: { 'if-match': etagOf('x') } }))).toEqual(failed)
    expect((await kv('put', 'a', { body: 'two', headers: { 'if-match': etagOf('one') } })).status).toBe(200)
    expect((await kv('del', 'a', { headers: { 'if-match': etagOf('two') } })).status).toBe(200)
    expect(await outcome(kv('put', 'a', { body: 'three', headers: { 'if-match': etagOf('two') } }))).toEqual(failed)
  })

  test('accepts exactly one of many concurrent creations', async () => {
    const headers = { 'if-none-match': '*' }
    const puts = Array.from({ length: 10 }, (_, index) => kv('put', 'a', { body: `${index}`, headers }))
    const statuses = (await Promise.all(puts)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, ...Array(9).fill(412)])
  })

  test.each([
    ['both at once', { 'if-match': etagOf('one'), 'if-none-match': '*' }],
    ['an unknown ETag', { 'if-match': '"other"' }],
    ['a wildcard match', { 'if-match': '*' }],
    ['a tag that must not match', { 'if-none-match': etagOf('one') }],
  ])('rejects an unknown precondition: %s', async (_, headers) => {
    expect((await kv('put', 'a', { body: 'one', headers })).status).toBe(400)
  })

  test('rejects a key that is empty or too long', async () => {
    expect((await kv('put', '', { body: 'one' })).status).toBe(400)
    expect((await kv('put', 'a'.repeat(1025), { body: 'one' })).status).toBe(400)
    expect((await kv('put', 'a'.repeat(1024), { body: 'one' })).status).toBe(200)
  })

  test('rejects too many stored headers', async () => {
    const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`x-tinycloud-meta-${index}`, 'x']))
    expect((await kv('put', 'a', { body: 'one', headers: many })).status).toBe(400)
    expect((await kv('put', 'a', { headers: { 'x-tinycloud-meta-a': 'x'.repeat(9_000) } })).status).toBe(400)
  })

  test('rejects a response above the caller’s limit', async () => {
    await kv('put', 'a', { body: 'hello' })
    const max = (bytes: string) => kv('get', 'a', { headers: { 'x-tinycloud-max-response-bytes': bytes } })
    expect([(await max('4')).status, (await max('5')).status, (await max('-1')).status]).toEqual([413, 200, 400])
  })

  test('keeps keys separate that differ only in their escapes', async () => {
    await kv('put', 'a%20b', { body: 'escaped' })
    await kv('put', 'a+b', { body: 'plus' })
    await kv('put', 'a/../b', { body: 'dots' })
    const list = await kv('list', '')
    expect(await list.json()).toEqual(['a%20b', 'a+b', 'a/../b'])
    expect(await (await kv('get', 'a/../b')).text()).toBe('dots')
  })

  test('keeps spaces separate', async () => {
    const other = alice.space('other')
    const both = await keyValueSession({
      node: open.node,
      abilities: { [`${space}/kv`]: allKv, [`${other}/kv`]: allKv },
    })
    await both.kv('put', 'a', { body: 'one' })
    const header = both.invocation({ [`${other}/kv/a`]: ['tinycloud.kv/get'] })
    expect(await outcome(open.node.invoke(header))).toEqual([404, 'Space not found'])
  })

  test('keeps a large value whole', async () => {
    const body = Buffer.alloc(3 * 1_048_576 + 1, 'large ')
    await kv('put', 'large', { body })
    const got = Buffer.from(await (await kv('get', 'large')).arrayBuffer())
    expect(digest(got)).toBe(digest(body))
  })
})

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
