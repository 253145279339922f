import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createNode } from '../node/index.ts'
import { host, testClock } from '../sdk-core/testing/clientsOf.ts'
import { alice, walletOf } from '../sdk-core/testing/wallets.ts'
import { MemorySessionStorage, TinyCloudWeb, type TinyCloudWebOptions } from './index.ts'
import { mapStorage } from './testing/mapStorage.ts'
import { pageWallet } from './testing/pageWallet.ts'

describe('TinyCloudWeb', () => {
  test('signs in with a provider: connection first, then one signature each for session and space', async () => {
    const wallet = pageWallet(alice)
    const { tc } = await playground({ provider: wallet.provider })
    expect((await tc.signIn()).address).toBe(alice.address)
    expect(wallet.calls[0]).toBe('eth_requestAccounts')
    expect(wallet.calls.filter((method) => method === 'personal_sign')).toHaveLength(2)
  })

  test('names the page’s host with its port, and stores the session in localStorage', async () => {
    const { tc, localStorage } = await playground({ signer: walletOf(alice), sessionStorageKeyPrefix: 'my-app' })
    expect(parseSiweMessage((await tc.signIn()).siwe).domain).toBe('app.example:8443')
    expect(localStorage.getItem('my-app:session:active')).toBe(alice.address.toLowerCase())
  })

  test('uses the hosted node by default', async () => {
    const { tc, requests } = await playground({ signer: walletOf(alice), tinycloudHosts: undefined })
    await expect(tc.signIn()).rejects.toMatchObject({ code: 'node_unreachable' })
    expect(requests).toEqual(['GET https://node.tinycloud.xyz/info'])
  })

  test('session-only: signIn fails, a delegation works', async () => {
    const { tc: owner, again } = await playground({ signer: walletOf(alice) })
    await owner.signIn()
    await owner.kv.put('shared/document', 'for the dashboard')
    const dashboard = again({ signer: 'none', sessionStorage: new MemorySessionStorage() })
    await expect(dashboard.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
    const options = { sessionDID: dashboard.sessionDid, abilities: ['tinycloud.kv/get'], path: 'shared/' }
    const access = await dashboard.useDelegation(await owner.createSessionDelegation(options))
    expect(await access.kv.get('shared/document')).toMatchObject({ data: { data: 'for the dashboard' } })
  })

  test.each<[string, object, string]>([
    ['a private key', { privateKey: '' }, 'TinyCloudWeb has no option “privateKey”.'],
    [
      'two wallets',
      { signer: 'none', provider: pageWallet(alice).provider },
      'Pass only one of “signer”, “provider” to TinyCloudWeb.',
    ],
    [
      'notifications of another type',
      { notifications: true },
      'The option “notifications” of TinyCloudWeb must be { popups: true } or { popups: false }.',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => new TinyCloudWeb(options)).toThrow(expect.objectContaining({ code: 'option_invalid', message }))
  })
})

/** Creates a client on a page at `https://app.example:8443`. */
async function playground(options: TinyCloudWebOptions) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  const localStorage = mapStorage()
  vi.stubGlobal('location', new URL('https://app.example:8443/'))
  vi.stubGlobal('localStorage', localStorage)
  onTestFinished(async () => {
    vi.unstubAllGlobals()
    await node.close()
  })
  const requests: string[] = []
  const common: TinyCloudWebOptions = {
    tinycloudHosts: [host],
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push(`${request.method} ${request.url}`)
      if (!request.url.startsWith(host)) throw new TypeError('fetch failed')
      return node.fetch(request)
    },
    ...options,
  }
  const again = (changes: TinyCloudWebOptions = {}) => new TinyCloudWeb({ ...common, ...changes })
  return { tc: again(), again, requests, localStorage }
}
