import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, host, testClock } from '../testing/clientsOf.ts'
import { alice, bob } from '../testing/wallets.ts'
import type { TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'

const network = (owner: string, name = 'default') => `urn:tinycloud:encryption:did:pkh:eip155:1:${owner}:${name}`
const request = (space: string): Partial<TinyCloudClientOptions> => ({
  capabilityRequest: {
    resources: [
      { service: 'tinycloud.kv', space: 'notes', path: '', actions: ['get', 'put'] },
      { service: 'tinycloud.encryption', space, path: '', actions: ['decrypt'] },
    ],
  },
})

describe('ensureEncryptionNetwork', () => {
  test('creates the account’s network once, and finds it afterwards', async () => {
    const { tinycloud, requests } = await playground()
    await tinycloud.signIn()
    requests.length = 0
    const made = await tinycloud.ensureEncryptionNetwork()
    expect(made).toMatchObject({
      ok: true,
      data: { networkId: network(alice.address), name: 'default', state: 'active', alg: 'x25519-aes256gcm/v1' },
    })
    const path = `/encryption/networks/${encodeURIComponent(network(alice.address))}`
    expect(requests).toEqual([`GET ${host}${path}`, `GET ${host}/info`, `POST ${host}/encryption/networks`])
    expect(await tinycloud.ensureEncryptionNetwork(network(alice.address))).toEqual(made)
    expect(requests.slice(3)).toEqual([`GET ${host}${path}`])
  })

  test('finds the same network for an address in any case', async () => {
    const { tinycloud, requests } = await playground()
    await tinycloud.signIn()
    const made = await tinycloud.ensureEncryptionNetwork()
    const upper = `0x${alice.address.slice(2).toUpperCase()}`
    for (const owner of [alice.address.toLowerCase(), upper]) {
      requests.length = 0
      expect(await tinycloud.ensureEncryptionNetwork(network(owner))).toEqual(made)
      expect(requests).toEqual([`GET ${host}/encryption/networks/${encodeURIComponent(network(alice.address))}`])
    }
  })

  test('creates it under its canonical id', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    const made = await tinycloud.ensureEncryptionNetwork(network(alice.address.toLowerCase()))
    expect(made).toMatchObject({ ok: true, data: { networkId: network(alice.address) } })
  })

  test('accepts a network created concurrently', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    const [first, second] = await Promise.all([
      tinycloud.ensureEncryptionNetwork(),
      tinycloud.ensureEncryptionNetwork(),
    ])
    expect(first).toMatchObject({ ok: true })
    expect(second).toEqual(first)
  })

  test('rejects another owner’s network, and sends nothing', async () => {
    const { tinycloud, requests } = await playground()
    await tinycloud.signIn()
    const before = requests.length
    for (const id of [network(bob.address), 'default', '']) {
      expect(await tinycloud.ensureEncryptionNetwork(id)).toMatchObject({ error: { code: 'network_not_owned' } })
    }
    expect(requests).toHaveLength(before)
  })

  test('reports that the session does not grant it', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    expect(await tinycloud.ensureEncryptionNetwork(network(alice.address, 'other'))).toMatchObject({
      ok: false,
      error: { code: 'session_rejected' },
    })
  })
})

describe('a sign-in with a capability request', () => {
  test('creates the own network that it requests to decrypt with, without another signature', async () => {
    const { tinycloud, wallet, node } = await playground(request('letters'))
    await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(2)
    expect(wallet.signed[0]).toContain(`'decrypt', 'network.create' for '${network(alice.address, 'letters')}'`)
    const path = `/encryption/networks/${encodeURIComponent(network(alice.address, 'letters'))}`
    expect((await node.fetch(new Request(`${host}${path}`))).status).toBe(200)
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({ ok: true })
  })

  test.each([
    ['a space', 'tinycloud.kv', `tinycloud:pkh:eip155:1:${alice.address.toLowerCase()}:notes`, ['get']],
    ['a network', 'tinycloud.encryption', network(alice.address.toLowerCase(), 'letters'), ['decrypt']],
  ])('spells the address of %s as EIP-55', async (_, service, space, actions) => {
    const resources = [
      { service: 'tinycloud.kv', space: 'notes', path: '', actions: ['get'] },
      { service, space, path: '', actions },
    ]
    const { tinycloud, wallet } = await playground({ capabilityRequest: { resources } })
    await tinycloud.signIn()
    expect(wallet.signed[0]).toContain(space.replace(alice.address.toLowerCase(), alice.address))
    expect(wallet.signed[0]).not.toContain(alice.address.toLowerCase())
  })

  test('succeeds if creating the network fails', async () => {
    const { tinycloud } = await playground(request('letters'), (request) =>
      request.url.includes('/encryption/') ? new Response('no', { status: 500 }) : undefined,
    )
    await tinycloud.signIn()
    expect(tinycloud.address()).toBe(alice.address)
    const again = await tinycloud.ensureEncryptionNetwork(network(alice.address, 'letters'))
    expect(again).toMatchObject({ ok: false, error: { code: 'node_rejected', details: { status: 500 } } })
  })

  test('prompts again if the stored session covers less than requested', async () => {
    const { tinycloud, again, wallet } = await playground(request('letters'))
    await tinycloud.signIn()
    expect(await again().restoreSession()).toMatchObject({ status: 'restored' })
    expect(await again(request('others')).restoreSession()).toEqual({ status: 'stale' })
    const before = wallet.signed.length
    await again(request('others')).signIn()
    expect(wallet.signed).toHaveLength(before + 1)
  })

  test('rejects an empty request', async () => {
    const { tinycloud, wallet } = await playground({ capabilityRequest: { resources: [] } })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'capability_request_invalid' })
    expect(wallet.signed).toEqual([])
  })
})

/** Creates Alice's client and a node. `instead` replaces some responses. */
async function playground(
  options: Partial<TinyCloudClientOptions> = {},
  instead: (request: Request) => Response | undefined = () => undefined,
) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const fetch = async (request: Request) => instead(request) ?? node.fetch(request)
  return { ...clientsOf({ fetch }, clock)(alice, options), node }
}
