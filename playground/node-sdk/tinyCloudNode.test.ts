import { inspect } from 'node:util'
import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../node/index.ts'
import { host, testClock } from '../sdk-core/testing/clientsOf.ts'
import { alice, bob, walletOf } from '../sdk-core/testing/wallets.ts'
import { MemorySessionStorage, type Result, TinyCloudNode, type TinyCloudNodeOptions } from './index.ts'

const privateKey = `0x${'11'.repeat(32)}`

describe('TinyCloudNode', () => {
  test('derives the address from the private key, and signs in without asking', async () => {
    const { tc } = await playground({ privateKey })
    const session = await tc.signIn()
    expect(session.address).toBe(alice.address)
    expect(await tc.kv.put('a', 'value')).toMatchObject({ ok: true })
  })

  test.each([
    ['without 0x', '11'.repeat(32)],
    ['with white space around it', ` ${privateKey}\n`],
    ['in capital letters', `0x${'11'.repeat(32).toUpperCase()}`],
  ])('accepts a key %s', async (_, key) => {
    const { tc } = await playground({ privateKey: key })
    expect((await tc.signIn()).address).toBe(alice.address)
  })

  test('signs with a signer', async () => {
    const signer = walletOf(bob)
    const { tc } = await playground({ signer, privateKey: undefined })
    expect((await tc.signIn()).address).toBe(bob.address)
    expect(signer.signed).toHaveLength(2)
  })

  test('the domain is the authority of the node, or the one given', async () => {
    const domainOf = async (options: TinyCloudNodeOptions) => {
      const { prepared } = await new TinyCloudNode({ privateKey, ...options }).prepareSessionForSigning()
      return parseSiweMessage(prepared.siwe).domain
    }
    expect(await domainOf({ host: 'http://localhost:5176/' })).toBe('localhost:5176')
    expect(await domainOf({ tinycloudHosts: ['https://node.example', 'https://other.example'] })).toBe('node.example')
    expect(await domainOf({})).toBe('node.tinycloud.xyz')
    expect(await domainOf({ domain: 'service.example' })).toBe('service.example')
  })

  test('keeps sessions in memory unless a storage is given', async () => {
    const { tc, again } = await playground({ privateKey })
    await tc.signIn()
    expect(await tc.hasStoredSession()).toBe(true)
    expect(await again().hasStoredSession()).toBe(false)
  })

  test('two keys in one storage each reuse their own session', async () => {
    const sessionStorage = new MemorySessionStorage()
    const { again } = await playground({ sessionStorage })
    const keys = [privateKey, '22'.repeat(32)]
    const signIn = (key: string) => again({ privateKey: key }).signIn()
    const first = [await signIn(keys[0] ?? ''), await signIn(keys[1] ?? '')]
    expect(first.map(({ address }) => address)).toEqual([alice.address, bob.address])
    expect([await signIn(keys[0] ?? ''), await signIn(keys[1] ?? '')]).toEqual(first)
  })

  test('session-only: signIn fails and says why; nothing is sent', async () => {
    const { tc, requests } = await playground({})
    await expect(tc.signIn()).rejects.toMatchObject({
      code: 'signer_missing',
      message: 'This client is session-only: it can use delegations, but without a wallet it cannot sign in.',
    })
    expect(tc.did).toBe(tc.sessionDid)
    expect(requests).toEqual([])
  })

  test('session-only: receives and uses a delegation', async () => {
    const { tc: owner, again } = await playground({ privateKey })
    await owner.signIn()
    await owner.kv.put('shared/document', 'for the dashboard')
    const service = again({ privateKey: undefined })
    const options = { sessionDID: service.sessionDid, abilities: ['tinycloud.kv/get'], path: 'shared/' }
    const access = await service.useDelegation(await owner.createSessionDelegation(options))
    expect(await access.kv.get('shared/document')).toMatchObject({ data: { data: 'for the dashboard' } })
  })

  test.each<[string, TinyCloudNodeOptions, string]>([
    ['a short key', { privateKey: '0x1234' }, '“privateKey” of TinyCloudNode must be a private key, 64 hex digits'],
    ['zero', { privateKey: '00'.repeat(32) }, '“privateKey” of TinyCloudNode must be a private key, 64 hex digits'],
    ['key and signer', { privateKey, signer: walletOf(bob) }, 'either “privateKey” or “signer” to TinyCloudNode'],
    ['two hosts', { host, tinycloudHosts: [host] }, 'either “host” or “tinycloudHosts” to TinyCloudNode'],
    ['no URL', { host: 'node.example' }, '“host” of TinyCloudNode must be an http: or https: URL'],
    [
      'an unknown option',
      Object.assign({ host }, { privatekey: privateKey }),
      'TinyCloudNode has no option “privatekey”',
    ],
  ])('refuses %s by name, without the key', (_, options, message) => {
    let error: unknown
    try {
      new TinyCloudNode(options)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ code: 'option_invalid', message: expect.stringContaining(message) })
    expect(inspect(error, { depth: 9 })).not.toContain(options.privateKey ?? privateKey)
  })

  test('shows no key when it is logged', async () => {
    const { tc } = await playground({ privateKey })
    await tc.signIn()
    expect(inspect(tc, { depth: 9, showHidden: true })).not.toContain('11'.repeat(32))
    expect(JSON.stringify(tc)).not.toContain('11'.repeat(32))
  })

  test('a program that runs on signs in again when the session has expired, and retries once', async () => {
    const { tc, clock } = await playground({ privateKey })
    await tc.signIn()
    const { sessionDid } = tc

    async function withSession<Data>(operation: () => Promise<Result<Data>>): Promise<Result<Data>> {
      const result = await operation()
      if (result.ok || result.error.code !== 'session_expired') return result
      await tc.signIn()
      return operation()
    }

    clock.time += 3_600_000
    expect(await tc.kv.put('a', 'value')).toMatchObject({ ok: false, error: { code: 'session_expired' } })
    expect(await withSession(() => tc.kv.put('a', 'value'))).toMatchObject({ ok: true })
    expect(tc.sessionDid).not.toBe(sessionDid)
    expect(await withSession(() => tc.kv.get('none'))).toMatchObject({ ok: false, error: { code: 'key_not_found' } })
  })
})

async function playground(options: TinyCloudNodeOptions) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const requests: string[] = []
  const common: TinyCloudNodeOptions = {
    host,
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push(`${request.method} ${request.url}`)
      return node.fetch(request)
    },
    ...options,
  }
  const again = (changes: TinyCloudNodeOptions = {}) => new TinyCloudNode({ ...common, ...changes })
  return { tc: again(), again, requests, clock }
}
