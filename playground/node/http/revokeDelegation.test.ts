import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import {
  cidOf,
  owner,
  proofOf,
  sessionKey,
  type UcanParts,
  ucan,
  withoutCaveats,
} from '../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome } from '../testing/startTestNode.ts'
import { testVector } from '../testing/testVector.ts'

const path = `${space}/kv/notes/`
const right = withoutCaveats({ [path]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
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

/** Delegates the session’s capability to a friend. */
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
  const att = withoutCaveats({ [`${path}a`]: ['tinycloud.kv/get'] })
  return outcome(open.node.invoke(ucan(friend, { att, prf: [cid], exp: open.node.time.now / 1000 + 60 })))
}
const revoke = async (cid: string, by = alice, parts = {}) => outcome(open.node.revoke(await by.revoke(cid, parts)))
const refused = (why: string) => [403, `Revocation refused: ${why}`]
const revoked = (cid: string) => [200, JSON.stringify({ revoked: true, cid })]
const urn = (cid: string) => `urn:cid:${cid}`
const mayRevoke = ['tinycloud.delegation/revoke']

/** Revokes in the form of a session: one ability on one CID, addressed to itself. */
const token = (cid: string, signer = open.session, parts: Partial<UcanParts> = {}) =>
  ucan(signer, { att: withoutCaveats({ [urn(cid)]: mayRevoke }), exp: open.node.time.now / 1000 + 60, ...parts })
const revokeBy = (...args: Parameters<typeof token>) => outcome(open.node.revoke(token(...args)))

describe('revokeDelegation', () => {
  test('ends a session immediately and permanently', async () => {
    expect((await open.kv('put', 'notes/a', { body: 'hello' })).status).toBe(200)
    expect(await revoke(open.cid)).toEqual([200, JSON.stringify({ revoked: true, cid: open.cid })])
    expect(await outcome(open.kv('get', 'notes/a'))).toEqual([401, `delegation-revoked: ${open.cid}`])
    expect(await revoke(open.cid)).toEqual([200, JSON.stringify({ revoked: true, cid: open.cid })])
  })

  test('ends its descendants', async () => {
    expect((await useIt(cidOf(passedOn)))[0]).toBe(404)
    await revoke(open.cid)
    expect(await useIt(cidOf(passedOn))).toEqual([401, `delegation-ancestor-revoked: ${open.cid}`])
  })

  test('allows the owner to revoke a descendant, and ends nothing else', async () => {
    await revoke(cidOf(passedOn))
    expect(await useIt(cidOf(passedOn))).toEqual([401, `delegation-revoked: ${cidOf(passedOn)}`])
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('rejects further delegations of it and of its descendants', async () => {
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

  test('rejects the same delegation afterwards', async () => {
    await revoke(cidOf(passedOn))
    expect(await outcome(open.node.delegate(passedOn))).toEqual([401, `delegation-revoked: ${cidOf(passedOn)}`])
  })

  test('is no longer listed', async () => {
    const att = withoutCaveats({ [`${space}/capabilities`]: ['tinycloud.capabilities/read'] })
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

  test('rejects another account', async () => {
    expect(await revoke(open.cid, mallory)).toEqual(refused('the signer is not a party of the delegation'))
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('rejects an unknown delegation', async () => {
    expect(await revoke(testVector.delegationCid)).toEqual(refused('unknown delegation'))
  })

  test('rejects a message with a further resource', async () => {
    const uris = [
      { resources: [urn(open.cid), 'https://app.example'] },
      { aud: `ucan:${open.cid}`, resources: ['https://app.example'] },
      { aud: `ucan:${open.cid}x`, resources: [] },
      { aud: `tel:${open.cid}`, resources: [] },
      { aud: 'https://app.example' },
      { aud: 'urn:cid:x', resources: ['urn:cid:x'] },
    ]
    for (const parts of uris) expect(await revoke(open.cid, alice, parts)).toEqual(refused('not a revocation'))
    expect(await outcome(open.node.revoke(await alice.delegate({ att: right, uri: urn(open.cid) })))).toEqual(
      refused('not a revocation'),
    )
  })

  test('rejects a message that has expired', async () => {
    expect(await revoke(open.cid, alice, { exp: '2026-01-01T23:59:59.999Z' })).toEqual(
      refused('expired or not yet valid'),
    )
  })

  test('rejects modified bytes', async () => {
    const header = await alice.revoke(open.cid)
    const bytes = Buffer.from(header, 'base64url')
    const at = bytes.indexOf('Revoke')
    bytes[at] = 'r'.charCodeAt(0)
    const changed = bytes.toString('base64url').padEnd(Math.ceil((bytes.length * 4) / 3 / 4) * 4, '=')
    expect(await outcome(open.node.revoke(changed))).toEqual(refused('invalid signature'))
  })

  test.each([
    ['no header', ''],
    ['nonsense', 'nonsense'],
  ])('rejects %s', async (_, header) => {
    expect(await outcome(open.node.revoke(header))).toEqual([401, 'Unauthorized'])
  })

  test('a terminal delegation can be used but not delegated further', async () => {
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

describe('revokeDelegation by a wallet, in the upstream form', () => {
  test.each([
    ['base32', (header: string) => cidOf(header)],
    ['base58', (header: string) => proofOf(header)],
  ])('accepts `ucan:<cid>` as URI without any resource, in %s', async (_, spell) => {
    const message = { aud: `ucan:${spell(passedOn)}`, resources: [] }
    expect(await revoke(cidOf(passedOn), alice, message)).toEqual(revoked(cidOf(passedOn)))
    expect(await useIt(cidOf(passedOn))).toEqual([401, `delegation-revoked: ${cidOf(passedOn)}`])
  })

  test('rejects another account, and a message that has expired', async () => {
    const message = { aud: `ucan:${open.cid}`, resources: [] }
    expect(await revoke(open.cid, mallory, message)).toEqual(refused('the signer is not a party of the delegation'))
    const expired = { ...message, exp: '2026-01-01T23:59:59.999Z' }
    expect(await revoke(open.cid, alice, expired)).toEqual(refused('expired or not yet valid'))
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('does not delegate', async () => {
    const header = await alice.revoke(open.cid, { aud: `ucan:${open.cid}`, resources: [] })
    expect(await outcome(open.node.delegate(header))).toEqual([401, 'Invalid ReCap'])
    expect(await outcome(open.node.delegate(await alice.delegate({ att: right, uri: `ucan:${open.cid}` })))).toEqual([
      401,
      'Invalid ReCap',
    ])
  })
})

describe('revokeDelegation by a session', () => {
  test('revokes what it delegated, with and without its own delegation as proof, and again', async () => {
    const cid = cidOf(passedOn)
    expect(await revokeBy(cid, open.session, { prf: [open.cid] })).toEqual(revoked(cid))
    expect(await revokeBy(cid)).toEqual(revoked(cid))
    expect(await useIt(cid)).toEqual([401, `delegation-revoked: ${cid}`])
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('revokes descendants of what it delegated', async () => {
    const exp = open.node.time.now / 1000 + 60
    const further = ucan(friend, { att: right, prf: [cidOf(passedOn)], exp, aud: stranger.did })
    await open.node.delegate(further)
    expect(await revokeBy(cidOf(further))).toEqual(revoked(cidOf(further)))
    expect((await useIt(cidOf(passedOn)))[0]).toBe(404)
  })

  test('gives up what it received, but not its ancestors', async () => {
    expect(await revokeBy(open.cid, friend)).toEqual(refused('the signer is not a party of the delegation'))
    expect(await revokeBy(cidOf(passedOn), friend)).toEqual(revoked(cidOf(passedOn)))
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('accepts an audience of itself or the node, and any nonce', async () => {
    expect(await revokeBy(open.cid, open.session, { aud: open.node.nodeId, nnc: 'once' })).toEqual(revoked(open.cid))
  })

  test('rejects a stranger, whatever parents it names', async () => {
    expect(await revokeBy(cidOf(passedOn), stranger)).toEqual(refused('the signer is not a party of the delegation'))
    expect(await revokeBy(cidOf(passedOn), stranger, { prf: [open.cid] })).toEqual(refused('Unauthorized Invoker'))
    expect(await revokeBy(cidOf(passedOn), stranger, { prf: [testVector.delegationCid] })).toEqual(
      refused('Cannot find parent delegation'),
    )
    expect((await useIt(cidOf(passedOn)))[0]).toBe(404)
  })

  test('revokes everything in the owner’s spaces if its message allows it', async () => {
    const att = withoutCaveats({ [`${space}/delegation`]: mayRevoke })
    const prf = [await openSession(open.node, alice, { session: stranger, att })]
    expect(await revokeBy(cidOf(passedOn), stranger)).toEqual(refused('the signer is not a party of the delegation'))
    expect(await revokeBy(cidOf(passedOn), stranger, { prf })).toEqual(revoked(cidOf(passedOn)))
    expect(await revokeBy(open.cid, stranger, { prf })).toEqual(revoked(open.cid))
  })

  test.each([
    ['other rights', { [`${space}/kv`]: ['tinycloud.kv/del'] }],
    ['the right at a path', { [`${space}/delegation/notes`]: mayRevoke }],
    ['the right on another service', { [`${space}/kv`]: mayRevoke }],
    ['a neighbour of the right', { [`${space}/delegation`]: ['tinycloud.delegation/list'] }],
  ])('of the owner is rejected with %s', async (_, abilities) => {
    const prf = [await openSession(open.node, alice, { session: stranger, att: withoutCaveats(abilities) })]
    expect(await revokeBy(cidOf(passedOn), stranger, { prf })).toEqual(
      refused('the signer is not a party of the delegation'),
    )
  })

  test('rejects a restricted, expired or revoked capability', async () => {
    const limited = { [`${space}/delegation`]: { 'tinycloud.delegation/revoke': [{ until: 'noon' }] } }
    const prf = [await openSession(open.node, alice, { session: stranger, att: limited })]
    expect(await revokeBy(cidOf(passedOn), stranger, { prf })).toEqual(
      refused('the signer is not a party of the delegation'),
    )
    const att = withoutCaveats({ [`${space}/delegation`]: mayRevoke })
    const other = await openSession(open.node, alice, { session: stranger, att })
    await revoke(other)
    expect(await revokeBy(cidOf(passedOn), stranger, { prf: [other] })).toEqual(refused(`delegation-revoked: ${other}`))
  })

  test('rejects the same capability on another account’s space', async () => {
    const att = withoutCaveats({ [`${mallory.space('default')}/delegation`]: mayRevoke })
    const prf = [await openSession(open.node, mallory, { session: stranger, att })]
    expect(await revokeBy(cidOf(passedOn), stranger, { prf })).toEqual(
      refused('the signer is not a party of the delegation'),
    )
  })

  test('rejects further capabilities, another ability, and caveats', async () => {
    const one = urn(open.cid)
    for (const att of [
      withoutCaveats({ [one]: mayRevoke, [urn(cidOf(passedOn))]: mayRevoke }),
      withoutCaveats({ [one]: [...mayRevoke, 'tinycloud.delegation/status'] }),
      withoutCaveats({ [one]: ['tinycloud.delegation/status'] }),
      withoutCaveats({ [`${space}/delegation`]: mayRevoke }),
      withoutCaveats({ 'urn:cid:x': mayRevoke }),
    ]) {
      expect(await revokeBy(open.cid, open.session, { att })).toEqual(refused('not a revocation'))
    }
    const att = { [one]: { 'tinycloud.delegation/revoke': [{ until: 'noon' }] } }
    expect((await revokeBy(open.cid, open.session, { att }))[0]).toBe(403)
    expect(await outcome(open.node.revoke(open.invocation({ [`${path}a`]: ['tinycloud.kv/get'] })))).toEqual(
      refused('not a revocation'),
    )
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('rejects an expired, future, long-lived or modified token', async () => {
    const now = open.node.time.now / 1000
    const time = refused('Invocation expired or not yet valid')
    expect(await revokeBy(open.cid, open.session, { exp: now - 1 })).toEqual(time)
    expect(await revokeBy(open.cid, open.session, { nbf: now + 1 })).toEqual(time)
    expect((await revokeBy(open.cid, open.session, { exp: now + 301 }))[0]).toBe(403)
    const changed = `${token(open.cid).slice(0, -4)}AAAA`
    expect(await outcome(open.node.revoke(changed))).toEqual(refused('Failed to verify signature'))
  })

  test('is rejected by the other routes', async () => {
    expect((await outcome(open.node.invoke(token(open.cid))))[0]).toBe(401)
    expect(await outcome(open.node.delegate(token(open.cid)))).toEqual([401, 'Unauthorized'])
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })
})
