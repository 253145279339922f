import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, testClock } from '../testing/clientsOf.ts'
import { partiesOf } from '../testing/partiesOf.ts'
import { alice, bob } from '../testing/wallets.ts'
import type { TinyCloudClientOptions } from '../tinyCloudClientOptions.ts'
import type { SignRequest, SignStrategy } from './signStrategy.ts'

describe('signStrategy', () => {
  test('a function decides each signature, and learns account, message and purpose', async () => {
    const asked: SignRequest[] = []
    const { tinycloud, wallet } = await playground({
      signStrategy: (request) => {
        asked.push(request)
        return { approved: true }
      },
    })
    await tinycloud.signIn()
    const account = { address: alice.address, chainId: 1, type: 'siwe' }
    expect(asked).toEqual([
      { ...account, purpose: 'sign-in', message: wallet.signed[0] },
      { ...account, purpose: 'host-space', message: wallet.signed[1] },
    ])
  })

  test('a function may sign itself; the wallet then signs nothing', async () => {
    const { tinycloud, wallet } = await playground({
      signStrategy: async ({ message }) => ({ approved: true, signature: await alice.signMessage({ message }) }),
    })
    await tinycloud.signIn()
    expect(wallet.signed).toEqual([])
    expect(tinycloud.address()).toBe(alice.address)
  })

  test('a signature by another key is rejected before anything is sent', async () => {
    const { tinycloud, requests } = await playground({
      signStrategy: async ({ message }) => ({ approved: true, signature: await bob.signMessage({ message }) }),
    })
    await expect(tinycloud.signIn()).rejects.toMatchObject({ code: 'session_mismatch' })
    expect(requests).toEqual([])
  })

  test('a refusal has a code and the reason, and leaves no session', async () => {
    const { tinycloud, wallet } = await playground({
      signStrategy: () => ({ approved: false, reason: 'outside office hours' }),
    })
    await expect(tinycloud.signIn()).rejects.toMatchObject({
      code: 'signature_refused',
      message: '`signStrategy` refused the signature for “sign-in”: outside office hours.',
      details: { received: 'outside office hours' },
    })
    expect(wallet.signed).toEqual([])
    expect(tinycloud.session()).toBeUndefined()
  })

  test('the purpose never changes the message', async () => {
    const strategies: readonly SignStrategy[] = ['ask', 'auto', () => ({ approved: true })]
    const messages = await Promise.all(
      strategies.map(async (signStrategy) => {
        const { tinycloud, wallet } = await playground({ signStrategy })
        await tinycloud.signIn({ nonce: 'SameNonce1' })
        const { statement, resources, uri, ...rest } = parseSiweMessage(wallet.signed[0] ?? '')
        return rest
      }),
    )
    expect(messages[1]).toEqual(messages[0])
    expect(messages[2]).toEqual(messages[0])
  })

  test('a delegation from another user is accepted under its own purpose', async () => {
    const clock = testClock()
    const node = await createNode({ dataDir: ':memory:', clock })
    onTestFinished(() => node.close())
    const { owner, member } = await partiesOf(node, clock)
    const delegateDID = `did:pkh:eip155:1:${bob.address}`
    const portable = await owner.createDelegation({ delegateDID, abilities: ['tinycloud.kv/get'] })
    const purposes: string[] = []
    const bobs = member.again({
      signStrategy: ({ purpose }) => {
        purposes.push(purpose)
        return { approved: true }
      },
    })
    await bobs.useDelegation(portable)
    expect(purposes).toEqual(['use-delegation'])
  })
})

async function playground(options: Partial<TinyCloudClientOptions>) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return clientsOf(node, clock)(alice, options)
}
