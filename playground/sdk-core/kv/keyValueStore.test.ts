import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, testClock } from '../testing/clientsOf.ts'
import { alice as account } from '../testing/wallets.ts'
import type { TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'

describe('KeyValueStore', () => {
  test.each([
    ['text', 'héllo'],
    ['JSON', { a: [1, null] }],
    ['bytes', new Uint8Array([0, 255])],
  ])('stores %s and reads it back', async (_, value) => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    const put = await tinycloud.kv.put('some/key', value)
    const got = await tinycloud.kv.get('some/key')
    expect(got).toMatchObject({ ok: true, data: { data: value, etag: put.ok ? put.data.etag : '' } })
  })

  test.each(['a b', 'ключ', 'a?b#c', '50%', 'a/../b', "it's:a@key"])('accepts %s as a key', async (key) => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    await tinycloud.kv.put(key, 'value')
    expect(await tinycloud.kv.list()).toEqual({ ok: true, data: { keys: [key] } })
    expect(await tinycloud.kv.get(key)).toMatchObject({ ok: true, data: { data: 'value' } })
  })

  test('lists by prefix, in pages', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1']) await tinycloud.kv.put(key, key)
    const first = await tinycloud.kv.list({ prefix: 'a/', limit: 2 })
    expect(first).toMatchObject({ ok: true, data: { keys: ['a/1', 'a/2'] } })
    const cursor = (first.ok && first.data.cursor) || ''
    expect(await tinycloud.kv.list({ prefix: 'a/', limit: 2, cursor })).toEqual({ ok: true, data: { keys: ['a/3'] } })
  })

  test('hides its prefix', async () => {
    const { tinycloud, again } = await playground({ kvPrefix: 'app/' })
    await tinycloud.signIn()
    await tinycloud.kv.put('a', 'value')
    expect(await tinycloud.kv.list()).toEqual({ ok: true, data: { keys: ['a'] } })
    const whole = again({ kvPrefix: '' })
    await whole.signIn()
    expect(await whole.kv.list()).toEqual({ ok: true, data: { keys: ['app/a'] } })
  })

  test('head returns type and ETag without the value; delete removes it', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    await tinycloud.kv.put('a', 'value')
    expect(await tinycloud.kv.head('a')).toEqual({
      ok: true,
      data: { contentType: 'text/plain; charset=utf-8', etag: expect.stringMatching(/^"blake3-[0-9a-f]{64}"$/) },
    })
    expect(await tinycloud.kv.delete('a')).toEqual({ ok: true, data: null })
    for (const gone of [tinycloud.kv.get('a'), tinycloud.kv.head('a'), tinycloud.kv.delete('a')]) {
      expect(await gone).toMatchObject({ ok: false, error: { code: 'key_not_found' } })
    }
  })

  test('returns session_expired for an expired session, without a request', async () => {
    const { tinycloud, clock, requests } = await playground()
    await tinycloud.signIn()
    clock.time += 3_600_000
    const before = requests.length
    expect(await tinycloud.kv.get('a')).toMatchObject({ ok: false, error: { code: 'session_expired' } })
    expect(requests).toHaveLength(before)
  })

  test('returns not_signed_in without a session', async () => {
    const { tinycloud } = await playground()
    expect(await tinycloud.kv.list()).toMatchObject({ ok: false, error: { code: 'not_signed_in' } })
  })

  test('ifAbsent creates but never replaces', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    expect(await tinycloud.kv.put('a', 'first', { ifAbsent: true })).toMatchObject({ ok: true })
    expect(await tinycloud.kv.put('a', 'second', { ifAbsent: true })).toMatchObject({
      ok: false,
      error: { code: 'precondition_failed', details: { status: 412 } },
    })
    expect(await tinycloud.kv.get('a')).toMatchObject({ data: { data: 'first' } })
  })

  test('ifMatch replaces and deletes only the given version', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    const put = await tinycloud.kv.put('a', 'first')
    const ifMatch = (put.ok && put.data.etag) || ''
    expect(await tinycloud.kv.put('a', 'second', { ifMatch })).toMatchObject({ ok: true })
    const refused = { ok: false, error: { code: 'precondition_failed' } }
    expect(await tinycloud.kv.put('a', 'third', { ifMatch })).toMatchObject(refused)
    expect(await tinycloud.kv.delete('a', { ifMatch })).toMatchObject(refused)
    const read = await tinycloud.kv.get('a')
    expect(read).toMatchObject({ data: { data: 'second' } })
    const current = (read.ok && read.data.etag) || ''
    expect(await tinycloud.kv.delete('a', { ifMatch: current })).toMatchObject({ ok: true })
  })

  test('accepts one of two concurrent creations', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    const puts = await Promise.all([1, 2].map((value) => tinycloud.kv.put('a', value, { ifAbsent: true })))
    expect(puts.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

/** Creates a client, its wallet and its node with one clock. */
async function playground(options: Partial<TinyCloudClientOptions> = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return { ...clientsOf(node, clock)(account, options), clock }
}
