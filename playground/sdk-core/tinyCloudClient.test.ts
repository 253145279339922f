import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../node/index.ts'
import { clientsOf, host, start, testClock } from './testing/clientsOf.ts'
import { alice as account, bob as stranger, walletOf } from './testing/wallets.ts'
import type { TinyCloudClientOptions } from './tinyCloudClientOptions.ts'

describe('TinyCloudClient sign-in', () => {
  test('a new account signs the session and the hosting of its space', async () => {
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

  test('an account with a hosted space signs once', async () => {
    const { tinycloud, wallet } = await playground()
    await tinycloud.signIn()
    await tinycloud.signOut()
    await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(3)
  })

  test('the message names the domain, the account and a lifetime of one hour', async () => {
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

  test('passes a relying party’s nonce through', async () => {
    const { tinycloud, wallet } = await playground()
    const { siwe } = await tinycloud.signIn({ nonce: 'FromTheServer1' })
    expect(parseSiweMessage(siwe).nonce).toBe('FromTheServer1')
    const { prepared } = await tinycloud.prepareSessionForSigning({ nonce: 'FromTheServer2' })
    expect(parseSiweMessage(prepared.siwe).nonce).toBe('FromTheServer2')
    expect(wallet.signed[0]).toBe(siwe)
  })

  test('a nonce makes the wallet sign, although a session is stored', async () => {
    const { tinycloud, wallet, again } = await playground()
    await tinycloud.signIn()
    const { siwe } = await again().signIn({ nonce: 'FromTheServer1' })
    expect(wallet.signed).toHaveLength(3)
    expect(parseSiweMessage(siwe).nonce).toBe('FromTheServer1')
  })

  test('a sign-in with a nonce is not the one that is in progress', async () => {
    const { tinycloud } = await playground()
    const [, { siwe }] = await Promise.all([tinycloud.signIn(), tinycloud.signIn({ nonce: 'FromTheServer1' })])
    expect(parseSiweMessage(siwe).nonce).toBe('FromTheServer1')
  })

  test('rejects a nonce that is not 8 letters or digits', async () => {
    const { tinycloud, wallet } = await playground()
    await expect(tinycloud.signIn({ nonce: 'no spaces' })).rejects.toMatchObject({ code: 'capability_request_invalid' })
    expect(wallet.signed).toEqual([])
  })

  test('every sign-in generates a session key', async () => {
    const { tinycloud } = await playground()
    const [first, second] = [await tinycloud.prepareSessionForSigning(), await tinycloud.prepareSessionForSigning()]
    expect(first.jwk.x).not.toBe(second.jwk.x)
  })

  test('concurrent calls share one prompt', async () => {
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

  test('rethrows the wallet’s error unchanged, without a session', async () => {
    const no = new Error('no')
    const { tinycloud } = await playground({ signer: { ...walletOf(account), signMessage: () => Promise.reject(no) } })
    await expect(tinycloud.signIn()).rejects.toBe(no)
    expect(tinycloud.session()).toBeUndefined()
  })

  test('a rejected hosting leaves no session and stores nothing', async () => {
    const no = new Error('no')
    const wallet = walletOf(account)
    const signMessage = (message: string) =>
      message.includes("'tinycloud.space'") ? Promise.reject(no) : wallet.signMessage(message)
    const { tinycloud } = await playground({ signer: { ...wallet, signMessage } })
    await expect(tinycloud.signIn()).rejects.toBe(no)
    expect(tinycloud.session()).toBeUndefined()
    expect(await tinycloud.restoreSession()).toEqual({ status: 'missing' })
  })

  test('rejects a signature by another account before anything is sent', async () => {
    const { tinycloud, requests } = await playground()
    const { prepared, keyId, jwk } = await tinycloud.prepareSessionForSigning()
    const signature = await stranger.signMessage({ message: prepared.siwe })
    const signIn = tinycloud.signInWithPreparedSession(prepared, signature, keyId, jwk)
    await expect(signIn).rejects.toMatchObject({ code: 'session_mismatch' })
    expect(requests).toEqual([])
  })

  test('rejects the key of another session', async () => {
    const { tinycloud } = await playground()
    const { prepared, keyId } = await tinycloud.prepareSessionForSigning()
    const { jwk } = await tinycloud.prepareSessionForSigning()
    const signature = await account.signMessage({ message: prepared.siwe })
    const signIn = tinycloud.signInWithPreparedSession(prepared, signature, keyId, jwk)
    await expect(signIn).rejects.toMatchObject({ code: 'session_mismatch' })
  })

  test('rejects another protocol version, and reports both', async () => {
    const body = { protocol: 2, version: '2.0.0', nodeId: 'did:key:z' }
    const { tinycloud } = await playground({ fetch: async () => Response.json(body) })
    await expect(tinycloud.signIn()).rejects.toMatchObject({
      code: 'protocol_mismatch',
      message: `The node at ${host} uses protocol 2; this client uses 1.`,
      details: { expected: '1', received: '2' },
    })
  })

  test.each([
    ['has no /info', () => new Response('Not found', { status: 404 })],
    ['has a page there', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
  ])('requests /version from a node that %s, and needs protocol and version only', async (_, info) => {
    const seed = { protocol: 1, version: '1.0.0', features: ['kv', 'delegation', 'sharing'] }
    const served = await playground()
    const paths: string[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { pathname } = new URL(new Request(input).url)
      paths.push(pathname)
      if (pathname === '/info') return info()
      return pathname === '/version' ? Response.json(seed) : served.node.fetch(new Request(input, init))
    }
    const tinycloud = served.again({ fetch })
    await tinycloud.signIn()
    expect(paths.slice(0, 2)).toEqual(['/info', '/version'])
    await tinycloud.kv.put('a', 'value')
    expect(await tinycloud.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
    const network = `urn:tinycloud:encryption:${tinycloud.did}:default`
    expect(await tinycloud.ensureEncryptionNetwork(network)).toMatchObject({
      ok: false,
      error: { code: 'node_rejected', message: expect.stringContaining('reports no `nodeId`') },
    })
  })

  test('checks the protocol in /version', async () => {
    const fetch: typeof globalThis.fetch = async (input) =>
      new URL(new Request(input).url).pathname === '/version'
        ? Response.json({ protocol: 2, version: '2.0.0', features: [] })
        : new Response(null, { status: 404 })
    const { tinycloud } = await playground({ fetch })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'protocol_mismatch' })
  })

  test('requests a node that does not respond once', async () => {
    const { tinycloud, requests } = await playground({ tinycloudHosts: ['http://away.localhost:1'] })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'node_unreachable' })
    expect(requests).toEqual(['GET http://away.localhost:1/info'])
  })

  test('reports that the node does not respond', async () => {
    const { tinycloud } = await playground({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'node_unreachable', details: { host } })
  })

  test('uses the next node if the first does not respond', async () => {
    const { tinycloud, requests } = await playground({ tinycloudHosts: ['http://away.localhost:1', host] })
    await tinycloud.signIn()
    expect(requests.slice(0, 2)).toEqual(['GET http://away.localhost:1/info', `GET ${host}/info`])
  })

  test('requires a wallet', async () => {
    const { tinycloud } = await playground({ signer: undefined })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
  })
})

/** Creates a client, its wallet and its node with one clock. */
async function playground(options: Partial<TinyCloudClientOptions> = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return { ...clientsOf(node, clock)(account, options), clock, node }
}
