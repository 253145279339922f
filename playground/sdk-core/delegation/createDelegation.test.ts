import { decodeAuthorization } from '@openkey/protocol/session'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { host, start, testClock } from '../testing/clientsOf.ts'
import { partiesOf } from '../testing/partiesOf.ts'
import { alice, bob } from '../testing/wallets.ts'

const bobDid = `did:pkh:eip155:1:${bob.address}`
const space = `tinycloud:pkh:eip155:1:${alice.address}:default`
const readAndWrite = ['tinycloud.kv/get', 'tinycloud.kv/put']

describe('createDelegation', () => {
  test('delegates the named abilities to another user until the session ends', async () => {
    const { owner } = await playground()
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
    const { Authorization } = portable.delegationHeader
    const decoded = decodeAuthorization(Authorization)
    expect(portable).toEqual({
      version: '1.0',
      host,
      delegationCid: decoded.cid,
      delegationHeader: { Authorization },
      delegateDID: bobDid,
      spaceId: space,
      kvPrefix: '',
      expiresAt: '2026-03-01T13:00:00.000Z',
    })
    expect(decoded.type === 'ucan' && decoded.ucan.payload).toMatchObject({
      att: { [`${space}/kv/shared/`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] } },
      aud: bobDid,
      exp: start / 1_000 + 3_600,
      iss: owner.sessionDid,
    })
  })

  test('survives serialization as JSON', async () => {
    const { owner, member } = await playground()
    await owner.kv.put('a', 'value')
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    const access = await member.tinycloud.useDelegation(JSON.parse(JSON.stringify(portable)))
    expect(await access.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
  })

  test('does not prompt the wallet', async () => {
    const { owner, ownerWallet } = await playground()
    const before = ownerWallet.signed.length
    await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    expect(ownerWallet.signed).toHaveLength(before)
  })

  test('rejects a session DID as delegatee, refers to tc.did, and sends nothing', async () => {
    const { owner, member, ownerRequests } = await playground()
    await member.tinycloud.signIn()
    const before = ownerRequests.length
    for (const delegateDID of [member.tinycloud.sessionDid, member.tinycloud.sessionDid.split('#')[0] ?? '']) {
      await expect(owner.createDelegation({ delegateDID, abilities: readAndWrite })).rejects.toMatchObject({
        code: 'delegatee_invalid',
        message: 'Delegation failed: invalid delegatee',
        details: {
          expected: expect.stringMatching(/^a primary DID, .* `tc\.did` after signIn\(\)$/),
          received: delegateDID,
        },
      })
    }
    expect(ownerRequests).toHaveLength(before)
    const portable = await owner.createDelegation({ delegateDID: member.tinycloud.did, abilities: readAndWrite })
    expect(portable.delegateDID).toBe(bobDid)
  })

  test('accepts the address of the other user in any case', async () => {
    const { owner, member } = await playground()
    await owner.kv.put('a', 'value')
    const delegateDID = `did:pkh:eip155:1:${bob.address.toLowerCase()}`
    const portable = await owner.createDelegation({ delegateDID, abilities: readAndWrite })
    expect(portable.delegateDID).toBe(bobDid)
    const access = await member.tinycloud.useDelegation({ ...portable, delegateDID })
    expect(await access.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
  })

  test.each(['', 'bob', `did:pkh:eip155:1:${bob.address.slice(0, 20)}`, 'did:web:bob.example'])(
    'refuses the delegatee %j',
    async (delegateDID) => {
      const { owner } = await playground()
      await expect(owner.createDelegation({ delegateDID, abilities: readAndWrite })).rejects.toMatchObject({
        code: 'delegatee_invalid',
      })
    },
  )

  test.each([
    ['nothing', []],
    ['a short verb', ['get']],
    ['no ability', ['tinycloud.kv/']],
  ])('rejects to delegate %s', async (_, abilities) => {
    const { owner } = await playground()
    await expect(owner.createDelegation({ delegateDID: bobDid, abilities })).rejects.toMatchObject({
      code: 'capability_request_invalid',
    })
  })

  test('expires no later than its session', async () => {
    const { owner } = await playground()
    const what = { delegateDID: bobDid, abilities: readAndWrite }
    expect(await owner.createDelegation({ ...what, expiresInMs: 60_000 })).toMatchObject({
      expiresAt: '2026-03-01T12:01:00.000Z',
    })
    expect(await owner.createDelegation({ ...what, expiresInMs: 86_400_000 })).toMatchObject({
      expiresAt: '2026-03-01T13:00:00.000Z',
    })
  })

  test('requires a session', async () => {
    const { member } = await playground()
    const created = member.tinycloud.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(created).rejects.toMatchObject({ code: 'not_signed_in' })
  })
})

describe('createSessionDelegation', () => {
  test('marks a terminal delegation, which the node enforces', async () => {
    const { owner, service } = await playground()
    await owner.kv.put('a', 'value')
    const what = { sessionDID: service.sessionDid, abilities: readAndWrite, disableSubDelegation: true }
    const portable = await owner.createSessionDelegation(what)
    const decoded = decodeAuthorization(portable.delegationHeader.Authorization)
    expect(decoded.type === 'ucan' && decoded.ucan.payload.fct).toEqual([
      { 'xyz.tinycloud.policy/delegationMode': 'terminal' },
    ])
    const access = await service.useDelegation(portable)
    expect(await access.kv.get('a')).toMatchObject({ ok: true, data: { data: 'value' } })
    await expect(access.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })).rejects.toMatchObject({
      code: 'session_rejected',
      details: { received: 'terminal-parent-cannot-redelegate' },
    })
  })

  test('requires a session key', async () => {
    const { owner } = await playground()
    const created = owner.createSessionDelegation({ sessionDID: bobDid, abilities: readAndWrite })
    await expect(created).rejects.toMatchObject({ code: 'delegatee_invalid' })
  })
})

/** Creates clients of Alice, Bob and a service at one node. */
async function playground(options: { readonly kvPrefix?: string } = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return partiesOf(node, clock, options)
}
