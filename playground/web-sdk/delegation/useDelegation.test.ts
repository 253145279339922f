import { computeCid } from '@openkey/protocol/session'
import { parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { alice, bob } from '../testing/accounts.ts'
import { testClock } from '../testing/clientsOf.ts'
import { partiesOf } from '../testing/partiesOf.ts'
import { walletOf } from '../testing/walletOf.ts'
import type { PortableDelegation } from './portableDelegation.ts'

const bobDid = `did:pkh:eip155:1:${bob.address}`
const space = `tinycloud:pkh:eip155:1:${alice.address}:default`
const readAndWrite = ['tinycloud.kv/get', 'tinycloud.kv/put']

describe('useDelegation', () => {
  test('of a delegation to a user asks that user’s wallet once, for exactly what was delegated', async () => {
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
  ])('does not reach %s', async (_, operation) => {
    const { kv } = await access()
    expect(await operation(kv)).toMatchObject({ ok: false, error: { code: 'session_rejected' } })
  })

  test('keeps the giver’s prefix', async () => {
    const { owner, member } = await playground({ kvPrefix: 'app/' })
    await owner.kv.put('shared/document', 'value')
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
    const { kv } = await member.tinycloud.useDelegation(portable)
    expect(await kv.get('shared/document')).toMatchObject({ data: { data: 'value' } })
  })

  test('reaches a database', async () => {
    const { owner, member } = await playground()
    await owner.sql.database('notes').execute('CREATE TABLE notes (text TEXT)')
    const abilities = ['tinycloud.sql/read']
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities, path: 'notes' })
    const { sql } = await member.tinycloud.useDelegation(portable)
    expect(await sql.database('notes').query('SELECT * FROM notes')).toMatchObject({ data: { columns: ['text'] } })
    expect(await sql.query('SELECT 1')).toMatchObject({ error: { code: 'session_rejected' } })
    expect(await sql.database('notes').execute('DELETE FROM notes')).toMatchObject({ ok: false })
  })

  test('works in session-only mode: no wallet, no sign-in, no storage', async () => {
    const { owner, service } = await playground()
    await owner.kv.put('shared/document', 'value')
    expect(service.did).toBe(service.sessionDid)
    const what = { sessionDID: service.did, abilities: ['tinycloud.kv/get'], path: 'shared/' }
    const { kv } = await service.useDelegation(await owner.createSessionDelegation(what))
    expect(await kv.get('shared/document')).toMatchObject({ ok: true, data: { data: 'value' } })
    expect(service.session()).toBeUndefined()
    await expect(service.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
  })

  test('a user passes a delegation on to a service without a wallet', async () => {
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

  test('nobody passes on more than they hold', async () => {
    const { createSessionDelegation, service } = await access()
    const what = { sessionDID: service.sessionDid, abilities: ['tinycloud.kv/del'], path: 'shared/' }
    await expect(createSessionDelegation(what)).rejects.toMatchObject({ code: 'session_rejected' })
  })

  test('a delegation to another session is refused before anything is sent', async () => {
    const { owner, service, serviceRequests } = await playground()
    const other = (await playground()).service.sessionDid
    const portable = await owner.createSessionDelegation({ sessionDID: other, abilities: readAndWrite })
    await expect(service.useDelegation(portable)).rejects.toMatchObject({ code: 'delegatee_invalid' })
    expect(serviceRequests).toEqual([])
  })

  test('a delegation to a user needs a wallet', async () => {
    const { owner, service } = await playground()
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(service.useDelegation(portable)).rejects.toMatchObject({ code: 'signer_missing' })
  })

  test('a delegation to another user is refused before the wallet is asked to sign', async () => {
    const { owner, member } = await playground()
    const delegateDID = `did:pkh:eip155:1:${alice.address}`
    const portable = await owner.createDelegation({ delegateDID, abilities: readAndWrite })
    await expect(member.tinycloud.useDelegation(portable)).rejects.toMatchObject({ code: 'delegatee_invalid' })
    expect(member.wallet.signed).toEqual([])
  })

  test('a wallet’s no reaches the caller as it was said', async () => {
    const { owner, member } = await playground()
    const no = new Error('no')
    const later = member.again({ signer: { ...walletOf(bob), signMessage: () => Promise.reject(no) } })
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(later.useDelegation(portable)).rejects.toBe(no)
  })

  test('refuses a signature that is not the delegate’s', async () => {
    const { owner, member } = await playground()
    const signMessage = (message: string) => alice.signMessage({ message })
    const later = member.again({ signer: { ...walletOf(bob), signMessage } })
    const portable = await owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite })
    await expect(later.useDelegation(portable)).rejects.toMatchObject({ code: 'session_mismatch' })
  })

  test('an ended delegation is an answer, and asks nobody', async () => {
    const { clock, kv, portable, member } = await access()
    clock.time += 3_600_000
    expect(await kv.get('shared/document')).toMatchObject({ ok: false, error: { code: 'session_expired' } })
    await expect(member.tinycloud.useDelegation(portable)).rejects.toMatchObject({ code: 'session_expired' })
  })

  test('sends nothing to a node that the giver chose', async () => {
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
    ['a signature by nobody', unsigned],
    ['a damaged token', (portable) => withToken(portable, (token) => token.slice(1))],
    ['the token of a session', (portable) => withToken(portable, () => 'o2Fo')],
    ['nothing', () => undefined],
  ])('refuses a delegation with %s', async (_, change) => {
    const { portable, member } = await access()
    const changed = change(portable)
    const used = member.tinycloud.useDelegation(changed as PortableDelegation)
    await expect(used).rejects.toMatchObject({ code: 'delegation_invalid' })
  })
})

/** A token with a signature of zeros, and the CID it then has. */
function unsigned(portable: PortableDelegation): PortableDelegation {
  const token = portable.delegationHeader.Authorization.replace(/\.[^.]*$/, `.${'A'.repeat(86)}`)
  const delegationCid = computeCid(new TextEncoder().encode(token))
  return { ...portable, delegationCid, delegationHeader: { Authorization: token } }
}

function withToken(portable: PortableDelegation, change: (token: string) => string): PortableDelegation {
  return { ...portable, delegationHeader: { Authorization: change(portable.delegationHeader.Authorization) } }
}

/** Bob's access to Alice's keys under `shared/`. */
async function access() {
  const all = await playground()
  await all.owner.kv.put('shared/document', 'value')
  await all.owner.kv.put('private', 'value')
  const portable = await all.owner.createDelegation({ delegateDID: bobDid, abilities: readAndWrite, path: 'shared/' })
  return { ...all, ...(await all.member.tinycloud.useDelegation(portable)), portable }
}

/** Alice, Bob and a service, at one node. */
async function playground(options: { readonly kvPrefix?: string } = {}) {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  return partiesOf(node, clock, options)
}
