import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../node/index.ts'
import { alice as account, bob as stranger } from './testing/accounts.ts'
import { clientsOf, host, start, testClock } from './testing/clientsOf.ts'
import { walletOf } from './testing/walletOf.ts'
import type { TinyCloudWebOptions } from './tinyCloudWebOptions.ts'

describe('TinyCloudWeb sign-in', () => {
  test('a fresh account signs the session and the hosting of its space', async () => {
    const { tinycloud, wallet } = await playground()
    const session = await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(2)
    expect(session).toEqual({
      address: account.address,
      walletAddress: account.address,
      chainId: 1,
      sessionKey: `session-${start}`,
      siwe: wallet.signed[0],
      signature: await account.signMessage({ message: wallet.signed[0] ?? '' }),
    })
    expect(parseSiweMessage(wallet.signed[1] ?? '').statement).toContain("'tinycloud.space': 'host'")
  })

  test('an account whose space is hosted signs once', async () => {
    const { tinycloud, wallet } = await playground()
    await tinycloud.signIn()
    await tinycloud.signOut()
    await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(3)
  })

  test('the message names the domain, the account and one hour', async () => {
    const { tinycloud } = await playground()
    const { prepared, address, chainId } = await tinycloud.prepareSessionForSigning()
    expect({ address, chainId }).toEqual({ address: account.address, chainId: 1 })
    expect(parseSiweMessage(prepared.siwe)).toMatchObject({
      domain: 'localhost:5173',
      address: account.address,
      uri: prepared.verificationMethod,
      issuedAt: '2026-03-01T12:00:00.000Z',
      expirationTime: '2026-03-01T13:00:00.000Z',
    })
  })

  test('every sign-in has a session key of its own', async () => {
    const { tinycloud } = await playground()
    const [first, second] = [await tinycloud.prepareSessionForSigning(), await tinycloud.prepareSessionForSigning()]
    expect(first.jwk.x).not.toBe(second.jwk.x)
  })

  test('calls made at the same time share one prompt', async () => {
    const { tinycloud, wallet } = await playground()
    const [first, second] = await Promise.all([tinycloud.signIn(), tinycloud.signIn()])
    expect(first).toBe(second)
    expect(wallet.signed).toHaveLength(2)
  })

  test('is the session DID before, and the primary DID after', async () => {
    const { tinycloud } = await playground()
    expect(tinycloud.did).toBe(tinycloud.sessionDid)
    expect(tinycloud.did).toMatch(/^did:key:(z\w+)#\1$/)
    await tinycloud.signIn()
    expect(tinycloud.did).toBe(`did:pkh:eip155:1:${account.address}`)
    expect(tinycloud.sessionDid).toMatch(/^did:key:(z\w+)#\1$/)
    expect(tinycloud.spaceId).toBe(`tinycloud:pkh:eip155:1:${account.address}:default`)
  })

  test('a wallet’s no reaches the caller as it was said, and nobody is signed in', async () => {
    const no = new Error('no')
    const { tinycloud } = await playground({ signer: { ...walletOf(account), signMessage: () => Promise.reject(no) } })
    await expect(tinycloud.signIn()).rejects.toBe(no)
    expect(tinycloud.session()).toBeUndefined()
  })

  test('a no to hosting leaves nobody signed in and nothing stored', async () => {
    const no = new Error('no')
    const wallet = walletOf(account)
    const signMessage = (message: string) =>
      message.includes("'tinycloud.space'") ? Promise.reject(no) : wallet.signMessage(message)
    const { tinycloud } = await playground({ signer: { ...wallet, signMessage } })
    await expect(tinycloud.signIn()).rejects.toBe(no)
    expect(tinycloud.session()).toBeUndefined()
    expect(await tinycloud.restoreSession()).toEqual({ status: 'missing' })
  })

  test('refuses a signature by another account before anything is sent', async () => {
    const { tinycloud, requests } = await playground()
    const { prepared, keyId, jwk } = await tinycloud.prepareSessionForSigning()
    const signature = await stranger.signMessage({ message: prepared.siwe })
    const signIn = tinycloud.signInWithPreparedSession(prepared, signature, keyId, jwk)
    await expect(signIn).rejects.toMatchObject({ code: 'session_mismatch' })
    expect(requests).toEqual([])
  })

  test('refuses the key of another session', async () => {
    const { tinycloud } = await playground()
    const { prepared, keyId } = await tinycloud.prepareSessionForSigning()
    const { jwk } = await tinycloud.prepareSessionForSigning()
    const signature = await account.signMessage({ message: prepared.siwe })
    const signIn = tinycloud.signInWithPreparedSession(prepared, signature, keyId, jwk)
    await expect(signIn).rejects.toMatchObject({ code: 'session_mismatch' })
  })

  test('refuses a node of another protocol version, naming both', async () => {
    const body = { protocol: 2, version: '2.0.0', nodeId: 'did:key:z' }
    const { tinycloud } = await playground({ fetch: async () => Response.json(body) })
    await expect(tinycloud.signIn()).rejects.toMatchObject({
      code: 'protocol_mismatch',
      message: `The node at ${host} speaks protocol 2; this client speaks 1.`,
      details: { expected: '1', received: '2' },
    })
  })

  test('says that the node is away', async () => {
    const { tinycloud } = await playground({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'node_unreachable', details: { host } })
  })

  test('goes on to the next node when the first is away', async () => {
    const { tinycloud, requests } = await playground({ tinycloudHosts: ['http://away.localhost:1', host] })
    await tinycloud.signIn()
    expect(requests.slice(0, 2)).toEqual(['GET http://away.localhost:1/info', `GET ${host}/info`])
  })

  test('needs a wallet', async () => {
    const { tinycloud } = await playground({ signer: undefined })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
  })
})

describe('TinyCloudWeb kv', () => {
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

  test.each(['a b', 'ключ', 'a?b#c', '50%', 'a/../b', "it's:a@key"])('keeps %s a key like any other', async (key) => {
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

  test('keeps its prefix to itself', async () => {
    const { tinycloud, again } = await playground({ kvPrefix: 'app/' })
    await tinycloud.signIn()
    await tinycloud.kv.put('a', 'value')
    expect(await tinycloud.kv.list()).toEqual({ ok: true, data: { keys: ['a'] } })
    const whole = again({ kvPrefix: '' })
    await whole.signIn()
    expect(await whole.kv.list()).toEqual({ ok: true, data: { keys: ['app/a'] } })
  })

  test('head tells type and etag without the value; delete takes it away', async () => {
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

  test('an expired session is an answer, and asks nobody', async () => {
    const { tinycloud, clock, requests } = await playground()
    await tinycloud.signIn()
    clock.time += 3_600_000
    const before = requests.length
    expect(await tinycloud.kv.get('a')).toMatchObject({ ok: false, error: { code: 'session_expired' } })
    expect(requests).toHaveLength(before)
  })

  test('without a session it says so', async () => {
    const { tinycloud } = await playground()
    expect(await tinycloud.kv.list()).toMatchObject({ ok: false, error: { code: 'not_signed_in' } })
  })
})

describe('TinyCloudWeb restoreSession', () => {
  test('brings the session back without asking the wallet', async () => {
    const { tinycloud, wallet, again } = await playground()
    const session = await tinycloud.signIn()
    await tinycloud.kv.put('a', 'value')
    const later = again({ signer: undefined })
    expect(await later.restoreSession()).toEqual({ status: 'restored', session })
    expect(later.sessionDid).toBe(tinycloud.sessionDid)
    expect(await later.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
    expect(wallet.signed).toHaveLength(2)
  })

  test('signIn restores first', async () => {
    const { tinycloud, wallet, again } = await playground()
    await tinycloud.signIn()
    await again().signIn()
    expect(wallet.signed).toHaveLength(2)
  })

  test('is disabled by configuration', async () => {
    const { tinycloud, again } = await playground({ persistSession: false })
    await tinycloud.signIn()
    expect(await again().restoreSession()).toEqual({ status: 'disabled' })
  })

  test('finds nothing after signing out, nor another address, nor under another prefix', async () => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    expect(await again().restoreSession(stranger.address)).toEqual({ status: 'missing' })
    expect(await again({ sessionStorageKeyPrefix: 'my-app' }).restoreSession()).toEqual({ status: 'missing' })
    await tinycloud.signOut()
    expect(await again().restoreSession()).toEqual({ status: 'missing' })
  })

  test('finds an expired session', async () => {
    const { tinycloud, again, clock } = await playground()
    await tinycloud.signIn()
    clock.time += 3_600_000
    expect(await again().restoreSession()).toEqual({ status: 'expired' })
  })

  test.each<[string, Partial<TinyCloudWebOptions>]>([
    ['another space', { spacePrefix: 'other' }],
    ['another node', { tinycloudHosts: ['http://other.localhost:1'] }],
  ])('does not take the session of %s', async (_, options) => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    expect(await again(options).restoreSession()).toEqual({ status: 'stale' })
  })

  test('says that storage is blocked', async () => {
    const blocked = () => Promise.reject(new Error('blocked'))
    const sessionStorage = { get: blocked, set: blocked, remove: blocked }
    const { tinycloud } = await playground({ sessionStorage })
    await tinycloud.signIn()
    expect(tinycloud.address()).toBe(account.address)
    expect(await tinycloud.restoreSession()).toEqual({ status: 'storage-unavailable' })
    await tinycloud.signOut()
  })

  test('a node that is away is no reason to lose the record', async () => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    const away = again({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(await away.restoreSession()).toMatchObject({ status: 'restore-failed', error: { code: 'node_unreachable' } })
    expect(await again().restoreSession()).toMatchObject({ status: 'restored' })
  })

  test('any single change to the stored record makes it corrupt, and leaves it stored', async () => {
    const { tinycloud, again, storage } = await playground()
    await tinycloud.signIn()
    const key = `tinycloud:session:${account.address.toLowerCase()}`
    const text = (await storage.get(key)) ?? ''
    const damaged = damage(JSON.parse(text))
    expect(damaged.length).toBeGreaterThan(10)
    for (const [field, record] of damaged) {
      await storage.set(key, JSON.stringify(record))
      expect([field, await again().restoreSession()]).toEqual([field, { status: 'corrupt' }])
      expect(await storage.get(key)).toBe(JSON.stringify(record))
    }
    await storage.set(key, text.slice(0, -1))
    expect(await again().restoreSession()).toEqual({ status: 'corrupt' })
  })
})

/** The record, once for each of its texts with one character of that text changed. */
function damage(record: Record<string, unknown>, path = ''): [string, Record<string, unknown>][] {
  const harmless = new Set(['createdAt', 'keyId', 'tinycloudHosts'])
  return Object.entries(record).flatMap(([name, value]): [string, Record<string, unknown>][] => {
    if (harmless.has(name)) return []
    if (typeof value === 'object' && value !== null) {
      return damage({ ...value }, `${path}${name}.`).map(([field, inner]) => [field, { ...record, [name]: inner }])
    }
    if (typeof value === 'number') return [[path + name, { ...record, [name]: value + 1 }]]
    const text = String(value)
    const middle = Math.floor(text.length / 2)
    const changed = text[middle] === '3' ? '4' : '3'
    return [[path + name, { ...record, [name]: text.slice(0, middle) + changed + text.slice(middle + 1) }]]
  })
}

/** A client, its wallet, and the node it talks to, all on one clock. */
async function playground(options: Partial<TinyCloudWebOptions> = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return { ...clientsOf(node, clock)(account, options), clock }
}
