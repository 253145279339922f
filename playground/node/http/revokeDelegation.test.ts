import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import { cidOf, owner, sessionKey, type UcanParts, ucan, unlimited } from '../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome } from '../testing/startTestNode.ts'
import { workedVector } from '../testing/workedVector.ts'

const path = `${space}/kv/notes/`
const right = unlimited({ [path]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
const mallory = owner(`0x${'22'.repeat(32)}`)
const friend = sessionKey(new Uint8Array(32).fill(8))
const stranger = sessionKey(new Uint8Array(32).fill(9))

let open: Awaited<ReturnType<typeof keyValueSession>>
let passedOn: string
beforeEach(async () => {
  open = await keyValueSession({ att: right })
  passedOn = passOn()
  await open.node.delegate(passedOn)
})

/** The session passes its right on to a friend. */
function passOn(parts: Partial<UcanParts> = {}): string {
  const exp = open.node.time.now / 1000 + 600
  return ucan(open.session, {
    att: right,
    prf: [open.cid],
    exp,
    aud: friend.did,
    ...parts,
  })
}
const useIt = (cid: string) => {
  const att = unlimited({ [`${path}a`]: ['tinycloud.kv/get'] })
  return outcome(open.node.invoke(ucan(friend, { att, prf: [cid], exp: open.node.time.now / 1000 + 60 })))
}
const revoke = async (cid: string, by = alice, parts = {}) => outcome(open.node.revoke(await by.revoke(cid, parts)))
const refused = (why: string) => [403, `Revocation refused: ${why}`]

describe('revokeDelegation', () => {
  test('ends a session, at once and for good', async () => {
    expect((await open.kv('put', 'notes/a', { body: 'hello' })).status).toBe(200)
    expect(await revoke(open.cid)).toEqual([200, JSON.stringify({ revoked: true, cid: open.cid })])
    expect(await outcome(open.kv('get', 'notes/a'))).toEqual([401, `delegation-revoked: ${open.cid}`])
    expect(await revoke(open.cid)).toEqual([200, JSON.stringify({ revoked: true, cid: open.cid })])
  })

  test('ends what draws on it', async () => {
    expect((await useIt(cidOf(passedOn)))[0]).toBe(404)
    await revoke(open.cid)
    expect(await useIt(cidOf(passedOn))).toEqual([401, `delegation-ancestor-revoked: ${open.cid}`])
  })

  test('an owner may take back what others passed on of it, and nothing else ends', async () => {
    await revoke(cidOf(passedOn))
    expect(await useIt(cidOf(passedOn))).toEqual([401, `delegation-revoked: ${cidOf(passedOn)}`])
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('nothing may be passed on from it, nor from what draws on it', async () => {
    await revoke(open.cid)
    const again = passOn({ aud: stranger.did })
    expect(await outcome(open.node.delegate(again))).toEqual([401, `delegation-parent-revoked: ${open.cid}`])
    const further = ucan(friend, {
      att: right,
      prf: [cidOf(passedOn)],
      exp: open.node.time.now / 1000 + 60,
      aud: stranger.did,
    })
    expect(await outcome(open.node.delegate(further))).toEqual([401, `delegation-ancestor-revoked: ${open.cid}`])
  })

  test('it cannot be delegated again by the same bytes', async () => {
    await revoke(cidOf(passedOn))
    expect(await outcome(open.node.delegate(passedOn))).toEqual([401, `delegation-revoked: ${cidOf(passedOn)}`])
  })

  test('is no longer listed', async () => {
    const att = unlimited({ [`${space}/capabilities`]: ['tinycloud.capabilities/read'] })
    const reader = await openSession(open.node, alice, { session: open.session, att })
    const list = async () => {
      const read = { [`${space}/capabilities/all`]: ['tinycloud.capabilities/read'] }
      return Object.keys((await (await open.node.invoke(open.invocation(read, { prf: [reader] }))).json()) as object)
    }
    expect(await list()).toContain(cidOf(passedOn))
    await revoke(open.cid)
    expect(await list()).not.toContain(cidOf(passedOn))
    expect(await list()).toContain(reader)
  })

  test('refuses another account', async () => {
    expect(await revoke(open.cid, mallory)).toEqual(refused('another delegator'))
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('refuses a delegation it does not know', async () => {
    expect(await revoke(workedVector.delegationCid)).toEqual(refused('unknown delegation'))
  })

  test('refuses a message that is about more than the one delegation', async () => {
    const urn = `urn:cid:${open.cid}`
    const uris = [
      { resources: [urn, 'https://app.example'] },
      { aud: 'https://app.example' },
      { aud: 'urn:cid:x', resources: ['urn:cid:x'] },
    ]
    for (const parts of uris) expect(await revoke(open.cid, alice, parts)).toEqual(refused('not a revocation'))
    expect(await outcome(open.node.revoke(await alice.delegate({ att: right, uri: urn })))).toEqual(
      refused('not a revocation'),
    )
  })

  test('refuses a message that has expired', async () => {
    expect(await revoke(open.cid, alice, { exp: '2026-01-01T23:59:59.999Z' })).toEqual(refused('time'))
  })

  test('refuses changed bytes', async () => {
    const header = await alice.revoke(open.cid)
    const bytes = Buffer.from(header, 'base64url')
    const at = bytes.indexOf('Revoke')
    bytes[at] = 'r'.charCodeAt(0)
    const changed = bytes.toString('base64url').padEnd(Math.ceil((bytes.length * 4) / 3 / 4) * 4, '=')
    expect(await outcome(open.node.revoke(changed))).toEqual(refused('signature'))
  })

  test.each([
    ['no header', ''],
    ['nonsense', 'nonsense'],
    ['an invocation', workedVector.invocation],
  ])('refuses %s', async (_, header) => {
    expect(await outcome(open.node.revoke(header))).toEqual([401, 'Unauthorized'])
  })

  test('a terminal delegation can be used and not passed on', async () => {
    const terminal = passOn({ fct: [{ 'xyz.tinycloud.policy/delegationMode': 'terminal' }] })
    expect((await open.node.delegate(terminal)).status).toBe(200)
    expect((await useIt(cidOf(terminal)))[0]).toBe(404)
    const further = ucan(friend, {
      att: right,
      prf: [cidOf(terminal)],
      exp: open.node.time.now / 1000 + 60,
      aud: stranger.did,
    })
    expect(await outcome(open.node.delegate(further))).toEqual([401, 'terminal-parent-cannot-redelegate'])
  })
})
