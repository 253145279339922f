import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, start, testClock } from '../testing/clientsOf.ts'
import { alice as account, bob as stranger } from '../testing/wallets.ts'
import type { TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'

describe('hasStoredSession', () => {
  test('tells whether a valid session is stored, and contacts nobody', async () => {
    const { tinycloud, again, clock, requests } = await playground()
    expect(await tinycloud.hasStoredSession()).toBe(false)
    await tinycloud.signIn()
    const before = requests.length
    const later = again({ signer: undefined })
    expect(await later.hasStoredSession()).toBe(true)
    expect(await later.hasStoredSession(account.address)).toBe(true)
    expect(await later.hasStoredSession(stranger.address)).toBe(false)
    expect(await again({ persistSession: false }).hasStoredSession()).toBe(false)
    clock.time += 3_600_000
    expect(await later.hasStoredSession()).toBe(false)
    expect(requests).toHaveLength(before)
    expect(later.session()).toBeUndefined()
  })

  test('is false for a damaged record and a blocked storage', async () => {
    const { tinycloud, storage, again } = await playground()
    await tinycloud.signIn()
    await storage.set(`tinycloud:session:${account.address.toLowerCase()}`, '{}')
    expect(await again().hasStoredSession()).toBe(false)
    const no = () => Promise.reject(new Error('blocked'))
    const blocked = { get: no, set: no, remove: no }
    expect(await again({ sessionStorage: blocked }).hasStoredSession()).toBe(false)
  })
})

describe('a storage that fails', () => {
  test('does not fail the sign-in, and its error can be read', async () => {
    const full = new Error('full')
    const sessionStorage = { get: async () => undefined, set: () => Promise.reject(full), remove: async () => {} }
    const { tinycloud } = await playground({ sessionStorage })
    expect(tinycloud.sessionStorageError).toBeUndefined()
    await tinycloud.signIn()
    expect(tinycloud.sessionStorageError).toBe(full)
    expect(await tinycloud.kv.put('a', 'value')).toMatchObject({ ok: true })
  })
})

describe('restoreSession', () => {
  test('restores the session without prompting the wallet', async () => {
    const { tinycloud, wallet, again } = await playground()
    const session = await tinycloud.signIn()
    await tinycloud.kv.put('a', 'value')
    const later = again({ signer: undefined })
    expect(await later.restoreSession()).toEqual({ status: 'restored', session })
    expect(later.sessionDid).toBe(tinycloud.sessionDid)
    expect(await later.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
    expect(wallet.signed).toHaveLength(2)
  })

  test('restores a session from which the user removed permissions, and still refuses one that has too few', async () => {
    const { tinycloud, wallet, again } = await playground()
    await tinycloud.signIn()
    const { spaceId = '' } = tinycloud
    const removed = [{ resource: `${spaceId}/sql`, ability: 'tinycloud.sql/write' }]
    const expirationTime = new Date(start + 60_000).toISOString()
    const { prepared, keyId, jwk } = await tinycloud.prepareSessionForSigning({
      narrowing: { removed, expirationTime },
    })
    expect(prepared.siwe).toContain(`Expiration Time: ${expirationTime}`)
    await tinycloud.signInWithPreparedSession(prepared, await wallet.signMessage(prepared.siwe), keyId, jwk)
    const prompts = wallet.signed.length
    expect(await again().restoreSession()).toMatchObject({ status: 'restored' })
    const asksForMore = {
      resources: [{ service: 'tinycloud.kv', path: 'elsewhere/', actions: ['get'], space: 'photos' }],
    }
    expect(await again({ capabilityRequest: asksForMore }).restoreSession()).toEqual({ status: 'stale' })
    expect(wallet.signed).toHaveLength(prompts)
  })

  test('ends no later than the app asked for, whatever the narrowing says', async () => {
    const { tinycloud } = await playground()
    const narrowing = { removed: [], expirationTime: new Date(start + 90 * 86_400_000).toISOString() }
    const { prepared } = await tinycloud.prepareSessionForSigning({ narrowing })
    expect(prepared.siwe).toContain(`Expiration Time: ${new Date(start + 3_600_000).toISOString()}`)
  })

  test('signIn restores a stored session first', async () => {
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

  test('returns missing after signing out, for another address, and under another prefix', async () => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    expect(await again().restoreSession(stranger.address)).toEqual({ status: 'missing' })
    expect(await again({ sessionStorageKeyPrefix: 'my-app' }).restoreSession()).toEqual({ status: 'missing' })
    await tinycloud.signOut()
    expect(await again().restoreSession()).toEqual({ status: 'missing' })
  })

  test('returns expired', async () => {
    const { tinycloud, again, clock } = await playground()
    await tinycloud.signIn()
    clock.time += 3_600_000
    expect(await again().restoreSession()).toEqual({ status: 'expired' })
  })

  test.each<[string, Partial<TinyCloudClientOptions>]>([
    ['another space', { spacePrefix: 'other' }],
    ['another node', { tinycloudHosts: ['http://other.localhost:1'] }],
  ])('returns stale for the session of %s', async (_, options) => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    expect(await again(options).restoreSession()).toEqual({ status: 'stale' })
  })

  test('reports blocked storage', async () => {
    const blocked = () => Promise.reject(new Error('blocked'))
    const sessionStorage = { get: blocked, set: blocked, remove: blocked }
    const { tinycloud } = await playground({ sessionStorage })
    await tinycloud.signIn()
    expect(tinycloud.address()).toBe(account.address)
    expect(await tinycloud.restoreSession()).toEqual({ status: 'storage-unavailable' })
    await tinycloud.signOut()
  })

  test('keeps the record if the node does not respond', async () => {
    const { tinycloud, again } = await playground()
    await tinycloud.signIn()
    const away = again({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(await away.restoreSession()).toMatchObject({ status: 'restore-failed', error: { code: 'node_unreachable' } })
    expect(await again().restoreSession()).toMatchObject({ status: 'restored' })
  })

  test('returns corrupt for any changed field, and keeps the record', async () => {
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

/** Returns one record per text in it, with one character of that text changed. */
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

/** Creates a client, its wallet and its node with one clock. */
async function playground(options: Partial<TinyCloudClientOptions> = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return { ...clientsOf(node, clock)(account, options), clock }
}
