import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../../testing/hostSpace.ts'
import {
  type Attenuations,
  cidOf,
  owner,
  proofOf,
  type SessionKey,
  sessionKey,
  ucan,
  withoutCaveats,
} from '../../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'
import { testVector } from '../../testing/testVector.ts'

const path = `${space}/kv/notes/`
const right = withoutCaveats({ [path]: ['tinycloud.kv/get'] })
const mallory = owner(`0x${'22'.repeat(32)}`)
const friend = sessionKey(new Uint8Array(32).fill(8))
const later = sessionKey(new Uint8Array(32).fill(10))
const stranger = sessionKey(new Uint8Array(32).fill(9))
const urn = (cid: string) => `urn:cid:${cid}`
const revoke = 'tinycloud.delegation/revoke'
const status = 'tinycloud.delegation/status'
const noParty = [403, 'Revocation refused: the signer is not a party of the delegation']

let open: Awaited<ReturnType<typeof keyValueSession>>
let shared: string
beforeEach(async () => {
  open = await keyValueSession({ att: right })
  shared = ucan(open.session, { att: right, prf: [open.cid], exp: soon(600), aud: friend.did })
  await open.node.delegate(shared)
})

const soon = (seconds = 60) => open.node.time.now / 1000 + seconds
const revokeAs = (signer: SessionKey, cid: string, prf: readonly string[]) =>
  outcome(open.node.revoke(ucan(signer, { att: withoutCaveats({ [urn(cid)]: [revoke] }), prf, exp: soon() })))
const askAs = (signer: SessionKey, cid: string, prf: readonly string[]) => {
  const header = ucan(signer, { att: withoutCaveats({ [urn(cid)]: [status] }), prf, exp: soon() })
  return outcome(open.node.post('/delegation/status', header, { body: JSON.stringify({ cid }) }))
}
const signIn = (att: Attenuations, account = alice, session = later) =>
  openSession(open.node, account, { session, att })
const refusedSignIn = async (att: Attenuations, account = alice) =>
  outcome(
    open.node.delegate(await account.delegate({ att, uri: later.didUrl, expirationTime: '2026-01-31T00:00:00Z' })),
  )

describe('a session with an ability on the CID of a delegation', () => {
  test('revokes that delegation for the account that signed it in, and no other', async () => {
    const cid = cidOf(shared)
    const prf = [await signIn({ ...right, ...withoutCaveats({ [urn(cid)]: [revoke] }) })]
    expect(await revokeAs(later, open.cid, prf)).toEqual(noParty)
    expect(await revokeAs(later, cid, prf)).toEqual([200, JSON.stringify({ revoked: true, cid })])
    expect((await open.kv('get', 'notes/a')).status).toBe(404)
  })

  test('needs to cite it', async () => {
    await signIn(withoutCaveats({ [urn(open.cid)]: [revoke] }))
    expect(await revokeAs(later, open.cid, [])).toEqual(noParty)
  })

  test('looks up its status, also after it was revoked', async () => {
    const cid = cidOf(shared)
    const prf = [await signIn(withoutCaveats({ [urn(cid)]: [revoke, status] }))]
    expect(await askAs(later, cid, prf)).toMatchObject([200, expect.stringContaining('"status":"active"')])
    await revokeAs(later, cid, prf)
    expect(await askAs(later, cid, prf)).toMatchObject([200, expect.stringContaining('"status":"revoked"')])
    expect((await askAs(later, open.cid, prf))[0]).toBe(403)
  })

  test('passes it on with a token, as a delegator passes on the right to revoke what it delegated', async () => {
    const cid = cidOf(shared)
    const att = withoutCaveats({ [urn(cid)]: [revoke] })
    const passedOn = ucan(open.session, { att, exp: soon(600), aud: later.did })
    expect((await open.node.delegate(passedOn)).status).toBe(200)
    const further = ucan(later, { att, prf: [cidOf(passedOn)], exp: soon(300), aud: stranger.did })
    expect((await open.node.delegate(further)).status).toBe(200)
    expect(await revokeAs(stranger, cid, [cidOf(passedOn)])).toEqual([403, 'Revocation refused: Unauthorized Invoker'])
    expect(await revokeAs(stranger, cid, [cidOf(further)])).toEqual([200, JSON.stringify({ revoked: true, cid })])
  })

  test('loses it with the delegation that gave it', async () => {
    const prf = await signIn(withoutCaveats({ [urn(open.cid)]: [revoke] }))
    await open.node.revoke(await alice.revoke(prf))
    expect(await revokeAs(later, open.cid, [prf])).toEqual([403, `Revocation refused: delegation-revoked: ${prf}`])
  })

  test.each([
    ['status for revocation', { [status]: [{}] }],
    ['revocation under a condition', { [revoke]: [{ until: 'noon' }] }],
  ])('does not take %s', async (_, abilities) => {
    const prf = [await signIn({ [urn(open.cid)]: abilities })]
    expect(await revokeAs(later, open.cid, prf)).toEqual(noParty)
  })
})

describe('an ability on the CID of a delegation', () => {
  test('is rejected from whoever is no party', async () => {
    const wanted = withoutCaveats({ [urn(open.cid)]: [revoke] })
    expect(await refusedSignIn(wanted, mallory)).toEqual([401, `Unauthorized Delegator: ${mallory.did}`])
    const token = ucan(stranger, { att: wanted, exp: soon(600), aud: later.did })
    expect(await outcome(open.node.delegate(token))).toEqual([401, `Unauthorized Delegator: ${stranger.did}`])
    const ofParent = ucan(friend, { att: wanted, exp: soon(600), aud: later.did })
    expect(await outcome(open.node.delegate(ofParent))).toEqual([401, `Unauthorized Delegator: ${friend.did}`])
  })

  test('is not covered by other rights of a parent', async () => {
    const wanted = withoutCaveats({ [urn(open.cid)]: [revoke] })
    const token = ucan(friend, { att: wanted, prf: [cidOf(shared)], exp: soon(300), aud: later.did })
    expect(await outcome(open.node.delegate(token))).toEqual([
      401,
      `Unauthorized Capability: ${urn(open.cid)}, ${revoke}`,
    ])
  })

  test.each([
    ['of an unknown delegation', urn(testVector.delegationCid), revoke],
    ['that is no CID', 'urn:cid:notes', revoke],
    ['of another kind', 'PLACE', 'tinycloud.delegation/list'],
    ['of another service', 'PLACE', 'tinycloud.kv/get'],
  ])('is rejected %s', async (_, resource, ability) => {
    const att = withoutCaveats({ [resource === 'PLACE' ? urn(open.cid) : resource]: [ability] })
    expect(await refusedSignIn(att)).toEqual([401, `Unauthorized Delegator: ${alice.did}`])
  })

  test('names its delegation in base32 only', async () => {
    const shownInRecap = proofOf(shared)
    expect((await refusedSignIn(withoutCaveats({ [urn(shownInRecap)]: [revoke] })))[0]).toBe(401)
  })

  test('gives no access to what the delegation gives', async () => {
    const cid = cidOf(shared)
    const prf = [await signIn(withoutCaveats({ [urn(cid)]: [revoke] }))]
    const read = ucan(later, { att: withoutCaveats({ [`${path}a`]: ['tinycloud.kv/get'] }), prf, exp: soon() })
    expect((await open.node.invoke(read)).status).toBe(401)
  })
})

describe('a session of the owner with an ability on all delegations of a space', () => {
  test('looks up what an earlier session delegated', async () => {
    const cid = cidOf(shared)
    expect((await askAs(later, cid, []))[0]).toBe(403)
    const prf = [await signIn(withoutCaveats({ [`${space}/delegation`]: [status] }))]
    expect(await askAs(later, cid, prf)).toMatchObject([200, expect.stringContaining('"status":"active"')])
  })

  test.each([
    ['another ability', { [`${space}/delegation`]: [revoke] }],
    ['the ability at a path', { [`${space}/delegation/notes`]: [status] }],
    ['the ability on another service', { [`${space}/kv`]: [status] }],
  ])('is rejected with %s', async (_, abilities) => {
    const prf = [await signIn(withoutCaveats(abilities))]
    expect((await askAs(later, open.cid, prf))[0]).toBe(403)
  })

  test('is rejected for another account’s delegations', async () => {
    const att = withoutCaveats({ [`${mallory.space('default')}/delegation`]: [status] })
    const prf = [await signIn(att, mallory)]
    expect((await askAs(later, open.cid, prf))[0]).toBe(403)
    expect((await askAs(stranger, open.cid, prf))[0]).toBe(403)
  })
})
