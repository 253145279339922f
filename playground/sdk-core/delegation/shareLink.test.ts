import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, testClock } from '../testing/clientsOf.ts'
import { alice, bob } from '../testing/wallets.ts'

describe('share', () => {
  test('a third party without an account reads what the link shares, and nothing else', async () => {
    const { owner, reader } = await playground()
    await owner.kv.put('shared/document', 'for everybody with the link')
    await owner.kv.put('private', 'for nobody')
    const { link } = await owner.share({ path: 'shared/', url: 'https://app.example/read?from=mail#top' })
    expect(link).toMatch(/^https:\/\/app\.example\/read\?from=mail#tinycloud-share=[\w-]+$/)
    const { kv, createSessionDelegation } = await reader.useShareLink(link)
    expect(await kv.get('shared/document')).toMatchObject({ data: { data: 'for everybody with the link' } })
    for (const refused of [kv.get('private'), kv.put('shared/document', 'changed'), kv.list({ prefix: 'shared/' })]) {
      expect(await refused).toMatchObject({ ok: false, error: { code: 'session_rejected' } })
    }
    const further = { sessionDID: reader.sessionDid, abilities: ['tinycloud.kv/get'], path: 'shared/' }
    await expect(createSessionDelegation(further)).rejects.toMatchObject({ code: 'session_rejected' })
    expect(reader.session()).toBeUndefined()
  })

  test('does not prompt the wallet', async () => {
    const { owner, ownerWallet } = await playground()
    const before = ownerWallet.signed.length
    const share = await owner.share({ path: 'shared/' })
    await owner.revokeDelegation(share.delegation)
    expect(ownerWallet.signed).toHaveLength(before)
  })

  test('ends when it is revoked, also where it was opened before', async () => {
    const { owner, reader } = await playground()
    await owner.kv.put('shared/document', 'value')
    const { link, delegation } = await owner.share({ path: 'shared/' })
    const { kv } = await reader.useShareLink(link)
    expect(await kv.get('shared/document')).toMatchObject({ ok: true })
    await owner.revokeDelegation(delegation)
    expect(await kv.get('shared/document')).toMatchObject({ ok: false, error: { code: 'session_rejected' } })
    expect(await owner.kv.get('shared/document')).toMatchObject({ ok: true })
  })

  test('ends after its lifetime, and no later than the session', async () => {
    const { owner, reader, clock } = await playground()
    const short = await owner.share({ path: '', expiresInMs: 60_000 })
    const long = await owner.share({ path: '', expiresInMs: 10 * 3_600_000 })
    expect((await reader.useShareLink(long.link)).expiresAt).toBe(clock.time + 3_600_000)
    clock.time += 60_000
    await expect(reader.useShareLink(short.link)).rejects.toMatchObject({ code: 'session_expired' })
  })

  test('only the session that shared may revoke', async () => {
    const { owner, stranger } = await playground()
    const { delegation } = await owner.share({ path: 'shared/' })
    await stranger.signIn()
    await expect(stranger.revokeDelegation(delegation)).rejects.toMatchObject({ code: 'session_rejected' })
  })

  test.each<[string, (link: string) => string]>([
    ['without its end', (link) => link.slice(0, -20)],
    ['without its fragment', (link) => link.split('#')[0] ?? ''],
    ['with another fragment', () => 'https://app.example/#section'],
    ['with a changed character', (link) => `${link.slice(0, 200)}${link[200] === 'A' ? 'B' : 'A'}${link.slice(201)}`],
    ['of a megabyte', (link) => link + 'A'.repeat(1_000_000)],
  ])('rejects a link %s', async (_, change) => {
    const { owner, reader } = await playground()
    const { link } = await owner.share({ path: 'shared/', url: 'https://app.example/' })
    await expect(reader.useShareLink(change(link))).rejects.toMatchObject({ code: 'delegation_invalid' })
  })

  test('rejects a link to a node that the client does not use', async () => {
    const { owner, reader } = await playground({ tinycloudHosts: ['http://other.localhost:1'] })
    const { link } = await owner.share({ path: 'shared/' })
    await expect(reader.useShareLink(link)).rejects.toMatchObject({ code: 'delegation_invalid' })
  })
})

/** Creates Alice's signed-in client, Bob's client, and a client without a wallet. */
async function playground(readerOptions: { readonly tinycloudHosts?: readonly string[] } = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const client = clientsOf(node, clock)
  const { tinycloud: owner, wallet: ownerWallet } = client(alice)
  await owner.signIn()
  const { tinycloud: reader } = client(bob, { signer: undefined, ...readerOptions })
  return { clock, owner, ownerWallet, reader, stranger: client(bob).tinycloud }
}
