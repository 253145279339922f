import { createHostingMessage, siweToDelegationHeader } from '@openkey/protocol/session'
import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, host, testClock } from '../testing/clientsOf.ts'
import { alice, bob, walletOf } from '../testing/wallets.ts'
import type { TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'

const spaceId = (name: string) => `tinycloud:pkh:eip155:1:${alice.address}:${name}`

describe('an interactive sign-in', () => {
  test('requests /info, /delegate and /peer/generate only', async () => {
    const { tinycloud, requests } = await playground()
    await tinycloud.signIn()
    expect(requests).toEqual([
      `GET ${host}/info`,
      `POST ${host}/delegate`,
      `GET ${host}/peer/generate/${encodeURIComponent(spaceId('default'))}`,
      `POST ${host}/delegate`,
    ])
  })

  test('needs one signature and two requests for a provisioned account', async () => {
    const { tinycloud, wallet, requests, hostByOthers } = await playground()
    for (const name of ['default', 'applications', 'account', 'secrets', 'public']) await hostByOthers(name)
    await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(1)
    expect(requests).toEqual([`GET ${host}/info`, `POST ${host}/delegate`])
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({ ok: true })
    expect(await tinycloud.space('secrets').kv.put('vault/secrets/a', 'b')).toMatchObject({ ok: true })
    expect(wallet.signed).toHaveLength(1)
  })
})

describe('hosting when first needed', () => {
  test('without autoCreateSpace, prompts once at sign-in and once for the first operation', async () => {
    const { tinycloud, wallet } = await playground({ autoCreateSpace: false })
    await tinycloud.signIn()
    expect(wallet.signed).toHaveLength(1)
    expect(await tinycloud.kv.put('a', 'value')).toMatchObject({ ok: true })
    expect(await tinycloud.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
    expect(wallet.signed).toHaveLength(2)
    expect(parseSiweMessage(wallet.signed[1] ?? '').statement).toContain(`'host' for '${spaceId('default')}/space'`)
  })

  test('hosts another own space for the operation that needs it', async () => {
    const { tinycloud, wallet } = await playground()
    await tinycloud.signIn()
    const { kv } = tinycloud.space('secrets')
    expect(await kv.put('vault/secrets/a', 'hidden')).toMatchObject({ ok: true })
    expect(await kv.get('vault/secrets/a')).toMatchObject({ ok: true, data: { data: 'hidden' } })
    expect(wallet.signed).toHaveLength(3)
    expect(wallet.signed[2]).toContain(`'${spaceId('secrets')}/space'`)
  })

  test('concurrent operations share one prompt', async () => {
    const { tinycloud, wallet } = await playground({ autoCreateSpace: false })
    await tinycloud.signIn()
    const puts = ['a', 'b', 'c'].map((key) => tinycloud.kv.put(key, key))
    expect((await Promise.all(puts)).map(({ ok }) => ok)).toEqual([true, true, true])
    expect(wallet.signed).toHaveLength(2)
  })

  test('concurrent operations share one rejection', async () => {
    const wallet = walletOf(alice)
    const refused: string[] = []
    const signMessage = (message: string) => {
      if (!message.includes("'tinycloud.space'")) return wallet.signMessage(message)
      refused.push(message)
      return Promise.reject(new Error('no'))
    }
    const { tinycloud } = await playground({ autoCreateSpace: false, signer: { ...wallet, signMessage } })
    await tinycloud.signIn()
    const puts = ['a', 'b', 'c'].map((key) => tinycloud.kv.put(key, key))
    expect((await Promise.all(puts)).map(({ ok }) => ok)).toEqual([false, false, false])
    expect(refused).toHaveLength(1)
  })

  test('prompts for two spaces one after the other', async () => {
    let open = 0
    let most = 0
    const wallet = walletOf(alice)
    const signMessage = async (message: string) => {
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 5))
      open -= 1
      return wallet.signMessage(message)
    }
    const { tinycloud } = await playground({ autoCreateSpace: false, signer: { ...wallet, signMessage } })
    await tinycloud.signIn()
    await Promise.all([tinycloud.kv.put('a', 'b'), tinycloud.space('secrets').kv.put('vault/secrets/a', 'b')])
    expect([wallet.signed.length, most]).toEqual([3, 1])
  })

  test('does not prompt if the space was hosted meanwhile', async () => {
    const { tinycloud, wallet, hostByOthers, replies } = await playground({ autoCreateSpace: false })
    await tinycloud.signIn()
    replies.push(new Response('Space not found', { status: 404 }))
    await hostByOthers('default')
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({ ok: true })
    expect(wallet.signed).toHaveLength(1)
  })

  test('returns a rejection with its cause, and prompts again for the next operation', async () => {
    const no = new Error('no')
    const wallet = walletOf(alice)
    const answers = [no]
    const signMessage = (message: string) => {
      const refusal = message.includes("'tinycloud.space'") ? answers.pop() : undefined
      return refusal ? Promise.reject(refusal) : wallet.signMessage(message)
    }
    const { tinycloud } = await playground({ autoCreateSpace: false, signer: { ...wallet, signMessage } })
    await tinycloud.signIn()
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({
      ok: false,
      error: { code: 'space_not_hosted', cause: no },
    })
    expect(await tinycloud.kv.put('a', 'b')).toMatchObject({ ok: true })
  })

  test('returns space_not_hosted without a wallet', async () => {
    const { tinycloud, again } = await playground({ autoCreateSpace: false })
    await tinycloud.signIn()
    const later = again({ signer: undefined })
    expect(await later.restoreSession()).toMatchObject({ status: 'restored' })
    expect(await later.kv.put('a', 'b')).toMatchObject({ ok: false, error: { code: 'space_not_hosted' } })
  })

  test('rejects the signature of another account', async () => {
    const { tinycloud, again } = await playground({ autoCreateSpace: false })
    await tinycloud.signIn()
    const later = again({ signer: walletOf(bob) })
    await later.restoreSession()
    expect(await later.kv.put('a', 'b')).toMatchObject({ ok: false, error: { code: 'session_mismatch' } })
  })

  test('does not prompt for an operation that the session does not grant', async () => {
    const { tinycloud, wallet } = await playground()
    await tinycloud.signIn()
    const before = wallet.signed.length
    expect(await tinycloud.space('public').kv.get('a')).toMatchObject({
      ok: false,
      error: { code: 'session_rejected' },
    })
    expect(wallet.signed).toHaveLength(before)
  })

  test('rejects an invalid name of a space', async () => {
    const { tinycloud } = await playground()
    await tinycloud.signIn()
    expect(await tinycloud.space('a:b').kv.get('a')).toMatchObject({ ok: false, error: { code: 'name_invalid' } })
  })
})

/** Creates Alice's client and a node. `replies` replace the node's next responses to invocations. */
async function playground(options: Partial<TinyCloudClientOptions> = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const replies: Response[] = []
  const reply = (request: Request) => (request.url.endsWith('/invoke') ? replies.pop() : undefined)
  const client = clientsOf({ fetch: async (request) => reply(request) ?? node.fetch(request) }, clock)(alice, options)

  async function hostByOthers(name: string): Promise<void> {
    const id = spaceId(name)
    const peer = await node.fetch(new Request(`${host}/peer/generate/${encodeURIComponent(id)}`))
    const siwe = createHostingMessage({
      ...{ address: alice.address, chainId: 1, domain: 'api.example', spaceId: id, peerId: await peer.text() },
      issuedAt: new Date(clock.now()).toISOString(),
    })
    const headers = siweToDelegationHeader({ siwe, signature: await alice.signMessage({ message: siwe }) })
    const answer = await node.fetch(new Request(`${host}/delegate`, { method: 'POST', headers: { ...headers } }))
    expect(await answer.json()).toMatchObject({ activated: [id] })
  }

  return { ...client, hostByOthers, replies }
}
