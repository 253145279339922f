import { computeCid } from '@openkey/protocol/session'
import { parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { testClock } from '../testing/clientsOf.ts'
import { partiesOf } from '../testing/partiesOf.ts'
import { alice, bob, walletOf } from '../testing/wallets.ts'
import type { PortableDelegation } from './portableDelegation.ts'

const bobDid = `did:pkh:eip155:1:${bob.address}`
const space = `tinycloud:pkh:eip155:1:${alice.address}:default`
const readAndWrite = ['tinycloud.kv/get', 'tinycloud.kv/put']

describe('useDelegation', () => {
  test('prompts the user’s wallet once, for exactly what was delegated', async () => {
    const { owner, member } = await playground()
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
    const access = await member.tinycloud.useDelegation(portable)
    expect(member.wallet.signed).toHaveLength(1)
    const message = parseSiweMessage(member.wallet.signed[0] ?? '')
    expect(message).toMatchObject({ address: bob.address, domain: 'localhost:5173' })
    expect(readRecap(message)).toMatchObject({
      att: { [`${space}/kv/shared/`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] } },
      prf: [expect.stringMatching(/^z/)],
    })
    expect(await access.kv.put('shared/document', 'by Bob')).toMatchObject({ ok: true })
    expect(await owner.kv.get('shared/document')).toMatchObject({ data: { data: 'by Bob' } })
    expect(access.spaceId).toBe(space)
  })

  test.each<[string, (kv: Awaited<ReturnType<typeof access>>['kv']) => Promise<unknown>]>([
    ['another key', (kv) => kv.get('private')],
    ['another verb', (kv) => kv.delete('shared/document')],
    ['a list', (kv) => kv.list({ prefix: 'shared/' })],
  ])('does not give access to %s', async (_, operation) => {
    const { kv } = await access()
    expect(await operation(kv)).toMatchObject({ ok: false, error: { code: 'session_rejected' } })
  })

  test('uses the delegator’s prefix', async () => {
    const { owner, member } = await playground({ kvPrefix: 'app/' })
    await owner.kv.put('shared/document', 'value')
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
    const { kv } = await member.tinycloud.useDelegation(portable)
    expect(await kv.get('shared/document')).toMatchObject({ data: { data: 'value' } })
  })

  test('gives access to a database', async () => {
    const { owner, member } = await playground()
    await owner.sql.database('notes').execute('CREATE TABLE notes (text TEXT)')
    const abilities = ['tinycloud.sql/read']
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities, path: 'notes' })
    const { sql } = await member.tinycloud.useDelegation(portable)
    expect(await sql.database('notes').query('SELECT * FROM notes')).toMatchObject({ data: { columns: ['text'] } })
    expect(await sql.query('SELECT 1')).toMatchObject({ error: { code: 'session_rejected' } })
    expect(await sql.database('notes').execute('DELETE FROM notes')).toMatchObject({ ok: false })
  })

  test('works in session-only mode, without wallet, sign-in and storage', async () => {
    const { owner, service } = await playground()
    await owner.kv.put('shared/document', 'value')
    expect(service.did).toBe(service.sessionDid)
    const what = { sessionDID: service.did, abilities: ['tinycloud.kv/get'], path: 'shared/' }
    const { kv } = await service.useDelegation(await owner.createSessionDelegation(what))
    expect(await kv.get('shared/document')).toMatchObject({ ok: true, data: { data: 'value' } })
    expect(service.session()).toBeUndefined()
    await expect(service.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
  })

  test('a user delegates further to a service without a wallet', async () => {
    const { owner, member, service } = await playground()
    await owner.kv.put('shared/document', 'value')
    const toBob = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
    const bobs = await member.tinycloud.useDelegation(toBob)
    const toService = await bobs.createSessionDelegation({
      sessionDID: service.sessionDid,
      abilities: ['tinycloud.kv/get'],
      path: 'shared/document',
    })
    const { kv } = await service.useDelegation(toService)
    expect(await kv.get('shared/document')).toMatchObject({ data: { data: 'value' } })
    expect(await kv.put('shared/document', 'other')).toMatchObject({ error: { code: 'session_rejected' } })
  })

  test('rejects a delegation of more than is held', async () => {
    const { createSessionDelegation, service } = await access()
    const what = { sessionDID: service.sessionDid, abilities: ['tinycloud.kv/del'], path: 'shared/' }
    await expect(createSessionDelegation(what)).rejects.toMatchObject({ code: 'session_rejected' })
  })

  test('rejects a delegation to another session before anything is sent', async () => {
    const { owner, service, serviceRequests } = await playground()
    const other = (await playground()).service.sessionDid
    const portable = await owner.createSessionDelegation({ sessionDID: other, abilities: readAndWrite })
    await expect(service.useDelegation(portable)).rejects.toMatchObject({ code: 'delegatee_invalid' })
    expect(serviceRequests).toEqual([])
  })

  test('requires a wallet for a delegation to a user', async () => {
    const { owner, service } = await playground()
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(service.useDelegation(portable)).rejects.toMatchObject({ code: 'signer_missing' })
  })

  test('rejects a delegation to another user before the wallet is prompted', async () => {
    const { owner, member } = await playground()
    const delegateDID = `did:pkh:eip155:1:${alice.address}`
    const portable = await owner.createDelegation({ delegateDID, abilities: readAndWrite })
    await expect(member.tinycloud.useDelegation(portable)).rejects.toMatchObject({ code: 'delegatee_invalid' })
    expect(member.wallet.signed).toEqual([])
  })

  test('rethrows the wallet’s error unchanged', async () => {
    const { owner, member } = await playground()
    const no = new Error('no')
    const later = member.again({ signer: { ...walletOf(bob), signMessage: () => Promise.reject(no) } })
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(later.useDelegation(portable)).rejects.toBe(no)
  })

  test('rejects a signature that is not by the delegatee', async () => {
    const { owner, member } = await playground()
    const signMessage = (message: string) => alice.signMessage({ message })
    const later = member.again({ signer: { ...walletOf(bob), signMessage } })
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(later.useDelegation(portable)).rejects.toMatchObject({ code: 'session_mismatch' })
  })

  test('returns session_expired for an expired delegation, without a request', async () => {
    const { clock, kv, portable, member } = await access()
    clock.time += 3_600_000
    expect(await kv.get('shared/document')).toMatchObject({ ok: false, error: { code: 'session_expired' } })
    await expect(member.tinycloud.useDelegation(portable)).rejects.toMatchObject({ code: 'session_expired' })
  })

  test('sends nothing to a node chosen by the delegator', async () => {
    const { portable, member } = await access()
    const before = member.requests.length
    const elsewhere = { ...portable, host: 'http://evil.localhost:1' }
    await expect(member.tinycloud.useDelegation(elsewhere)).rejects.toMatchObject({ code: 'delegation_invalid' })
    expect(member.requests).toHaveLength(before)
  })

  test.each<[string, (portable: PortableDelegation) => unknown]>([
    ['another delegate', (portable) => ({ ...portable, delegateDID: `did:pkh:eip155:1:${alice.address}` })],
    ['another space', (portable) => ({ ...portable, spaceId: `${space}2` })],
    ['another CID', (portable) => ({ ...portable, delegationCid: portable.delegationCid.slice(0, -1) })],
    ['a later end', (portable) => ({ ...portable, expiresAt: '2026-03-02T13:00:00.000Z' })],
    ['another version', (portable) => ({ ...portable, version: '2.0' })],
    ['an invalid signature', unsigned],
    ['a damaged token', (portable) => withToken(portable, (token) => token.slice(1))],
    ['the token of a session', (portable) => withToken(portable, () => 'o2Fo')],
    ['nothing', () => undefined],
  ])('rejects a delegation with %s', async (_, change) => {
    const { portable, member } = await access()
    const changed = change(portable)
    const used = member.tinycloud.useDelegation(changed as PortableDelegation)
    await expect(used).rejects.toMatchObject({ code: 'delegation_invalid' })
  })
})

/** Returns a token with a signature of zeros, and its CID. */
function unsigned(portable: PortableDelegation): PortableDelegation {
  const token = portable.delegationHeader.Authorization.replace(/\.[^.]*$/, `.${'A'.repeat(86)}`)
  const delegationCid = computeCid(new TextEncoder().encode(token))
  return { ...portable, delegationCid, delegationHeader: { Authorization: token } }
}

function withToken(portable: PortableDelegation, change: (token: string) => string): PortableDelegation {
  return { ...portable, delegationHeader: { Authorization: change(portable.delegationHeader.Authorization) } }
}

/** Opens Bob's access to Alice's keys under `shared/`. */
async function access() {
  const all = await playground()
  await all.owner.kv.put('shared/document', 'value')
  await all.owner.kv.put('private', 'value')
  const portable = await all.owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
  return { ...all, ...(await all.member.tinycloud.useDelegation(portable)), portable }
}

/** Creates clients of Alice, Bob and a service at one node. */
async function playground(options: { readonly kvPrefix?: string } = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return partiesOf(node, clock, options)
}
