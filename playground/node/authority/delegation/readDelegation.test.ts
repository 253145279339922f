import { beforeEach, describe, expect, test } from 'vitest'
import {
  cidOf,
  owner,
  proofOf,
  sessionKey,
  type UcanParts,
  ucan,
  withoutCaveats,
} from '../../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const notes = `${space}/kv/notes/`
const right = withoutCaveats({ [notes]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
const bob = owner(`0x${'22'.repeat(32)}`)
const friend = sessionKey(new Uint8Array(32).fill(8))
const stranger = sessionKey(new Uint8Array(32).fill(9))
const mode = 'xyz.tinycloud.policy/delegationMode'
const undecodable = [401, 'Unauthorized']

let open: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  open = await keyValueSession({ att: right })
})

const soon = (seconds = 60) => open.node.time.now / 1000 + seconds
const delegate = (header: string) => outcome(open.node.delegate(header))
const passOn = (parts: Partial<UcanParts> = {}) =>
  ucan(open.session, { att: right, prf: [open.cid], exp: soon(600), aud: friend.did, ...parts })
const get = withoutCaveats({ [`${notes}a`]: ['tinycloud.kv/get'] })
const use = (cid: string, signer = friend, att = get) =>
  outcome(open.node.invoke(ucan(signer, { att, prf: [cid], exp: soon() })))
const found = [404, 'No Such Key: notes/a']

describe('readDelegation of a UCAN', () => {
  test.each<[string, Partial<UcanParts>]>([
    ['no fact at all', {}],
    ['an issuer without fragment', { iss: sessionKey(new Uint8Array(32).fill(7)).did }],
    ['a fixed nonce', { nnc: 'm1-g-06-fixed-nonce' }],
    ['an empty nonce', { nnc: '' }],
    ['no nonce', { nnc: null }],
    ['facts of another service', { fct: [{ [mode]: 'attenuable', 'xyz.tinycloud.policy/policyId': 'p' }] }],
  ])('delegates by its audience, with %s', async (_, parts) => {
    const header = passOn(parts)
    expect(await delegate(header)).toEqual([
      200,
      JSON.stringify({ cid: cidOf(header), activated: [space], skipped: [] }),
    ])
    expect(await use(cidOf(header))).toEqual(found)
  })

  test('delegates to an account, whatever the case of its address', async () => {
    const header = passOn({ aud: bob.did.toLowerCase() })
    expect((await delegate(header))[0]).toBe(200)
    const expirationTime = '2026-01-02T00:05:00.000Z'
    const message = await bob.delegate({ att: get, uri: friend.didUrl, expirationTime, prf: [proofOf(header)] })
    expect((await delegate(message))[0]).toBe(200)
    expect(await use(cidOf(message))).toEqual(found)
  })

  test.each<[string, object[], 200 | 401]>([
    ['the terminal mode', [{ [mode]: 'terminal' }], 401],
    ['it among other members', [{ [mode]: 'terminal', 'xyz.tinycloud.policy/revocationMode': 'refresh_only' }], 401],
    ['it in a later fact', [{ note: 'a' }, { [mode]: 'terminal' }], 401],
    ['another mode', [{ [mode]: 'attenuable' }], 200],
    ['the mode inside something', [{ note: { [mode]: 'terminal' } }], 200],
  ])('with %s as facts may be used, and delegated further unless terminal', async (_, fct, status) => {
    const header = passOn({ fct })
    await delegate(header)
    expect(await use(cidOf(header))).toEqual(found)
    const further = ucan(friend, { att: right, prf: [cidOf(header)], exp: soon(), aud: stranger.did })
    expect((await delegate(further))[0]).toBe(status)
    if (status === 401) expect(await delegate(further)).toEqual([401, 'terminal-parent-cannot-redelegate'])
  })

  test('a terminal delegation to a user cannot be delegated to a session', async () => {
    const header = passOn({ aud: bob.did, fct: [{ [mode]: 'terminal' }] })
    await delegate(header)
    const expirationTime = '2026-01-02T00:05:00.000Z'
    const message = await bob.delegate({ att: get, uri: friend.didUrl, expirationTime, prf: [proofOf(header)] })
    expect(await delegate(message)).toEqual([401, 'terminal-parent-cannot-redelegate'])
  })
})

describe('a UCAN for one route is rejected by every other', () => {
  test('a delegation is neither an invocation nor a revocation', async () => {
    const header = passOn({ att: get })
    expect(await outcome(open.node.invoke(header))).toEqual(undecodable)
    expect(await outcome(open.node.revoke(header))).toEqual(undecodable)
    expect(await outcome(open.node.post('/delegation/status', header, { body: '{}' }))).toEqual(undecodable)
    expect((await delegate(header))[0]).toBe(200)
  })

  test('an invocation to its issuer or to the node is not a delegation', async () => {
    for (const aud of [open.session.did, open.node.nodeId]) {
      const invocation = ucan(open.session, { att: get, prf: [open.cid], exp: soon(), aud })
      expect(await delegate(invocation)).toEqual(undecodable)
      expect(await outcome(open.node.invoke(invocation))).toEqual(found)
    }
  })

  test('no fact turns an invocation into a delegation', async () => {
    const fct = [{ kind: 'delegation' }]
    expect(await delegate(ucan(open.session, { att: get, prf: [open.cid], exp: soon(), fct }))).toEqual(undecodable)
  })

  test('a request to the encryption network of another node does not delegate to that node', async () => {
    const fct = [{ type: 'tinycloud.encryption.decrypt/v1', targetNode: friend.did }]
    const request = ucan(open.session, { att: get, prf: [open.cid], exp: soon(), aud: friend.did, fct })
    expect(await delegate(request)).toEqual(undecodable)
    expect(await use(cidOf(request))).toEqual([401, 'Cannot find parent delegation'])
  })

  test('delegating the ability to revoke does not revoke', async () => {
    const urn = `urn:cid:${open.cid}`
    const header = passOn({ att: withoutCaveats({ [urn]: ['tinycloud.delegation/revoke'] }) })
    expect(await outcome(open.node.revoke(header))).toEqual(undecodable)
    expect(await outcome(open.kv('get', 'notes/a'))).toEqual(found)
  })

  test('an invocation for another node is rejected', async () => {
    const header = ucan(open.session, { att: get, prf: [open.cid], exp: soon(), aud: stranger.did })
    expect(await outcome(open.node.invoke(header))).toEqual(undecodable)
  })
})

describe('readDelegation of a message to another user', () => {
  const expirationTime = '2026-01-31T00:00:00.000Z'
  const toBob = (uri = bob.did, att = right) => alice.delegate({ att, uri, expirationTime })
  const byBob = (parent: string, att = get, parts = {}) =>
    bob.delegate({ att, uri: friend.didUrl, expirationTime, prf: [proofOf(parent)], ...parts })

  test.each([
    ['its checksum', bob.did],
    ['lower case', bob.did.toLowerCase()],
    ['a fragment', `${bob.did}#blockchainAccountId`],
  ])('is accepted as a parent of that user’s message, for an address with %s', async (_, uri) => {
    const header = await toBob(uri)
    expect(await delegate(header)).toEqual([
      200,
      JSON.stringify({ cid: cidOf(header), activated: [space], skipped: [] }),
    ])
    const message = await byBob(header)
    expect((await delegate(message))[0]).toBe(200)
    expect(await use(cidOf(message))).toEqual(found)
  })

  test('accepts a UCAN by a session of that user', async () => {
    const header = await toBob()
    await delegate(header)
    const message = await byBob(header)
    await delegate(message)
    const further = ucan(friend, { att: get, prf: [cidOf(message)], exp: soon(), aud: stranger.did })
    expect((await delegate(further))[0]).toBe(200)
    expect(await use(cidOf(further), stranger)).toEqual(found)
  })

  test('grants that user no more than it names', async () => {
    const header = await toBob()
    await delegate(header)
    const wider = withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get'] })
    expect(await delegate(await byBob(header, wider))).toEqual([
      401,
      `Unauthorized Capability: ${space}/kv, tinycloud.kv/get`,
    ])
    const del = withoutCaveats({ [notes]: ['tinycloud.kv/del'] })
    expect((await delegate(await byBob(header, del)))[0]).toBe(401)
    const later = { expirationTime: '2026-01-31T00:00:00.001Z' }
    expect(await delegate(await byBob(header, get, later))).toEqual([
      401,
      'Child delegation expiry exceeds parent expiry',
    ])
  })

  test('grants nothing to other sessions or accounts', async () => {
    const header = await toBob()
    await delegate(header)
    expect(await use(cidOf(header))).toEqual([401, 'Unauthorized Invoker'])
    const carol = owner(`0x${'33'.repeat(32)}`)
    const message = await carol.delegate({ att: get, uri: friend.didUrl, expirationTime, prf: [proofOf(header)] })
    expect(await delegate(message)).toEqual([401, `Unauthorized Delegator: ${carol.did}`])
  })

  test('ends when the owner revokes it', async () => {
    const header = await toBob()
    await delegate(header)
    const message = await byBob(header)
    await delegate(message)
    await open.node.revoke(await alice.revoke(cidOf(header)))
    expect(await use(cidOf(message))).toEqual([401, `delegation-ancestor-revoked: ${cidOf(header)}`])
  })

  test('is rejected unless the issuer owns the space', async () => {
    const message = await bob.delegate({ att: right, uri: alice.did, expirationTime })
    expect(await delegate(message)).toEqual([401, `Unauthorized Delegator: ${bob.did}`])
  })

  test.each([
    ['half an address', `did:pkh:eip155:1:0x${'ab'.repeat(10)}`],
    ['another kind of chain', 'did:pkh:solana:1:0xab'],
    ['another method', 'did:web:bob.example'],
    ['a URL', 'https://bob.example'],
  ])('S4: is rejected with %s as its URI', async (_, uri) => {
    expect(await delegate(await toBob(uri))).toEqual([401, 'Invalid ReCap'])
  })

  test('S4: is rejected if the statement omits a capability of the ReCap', async () => {
    const statement = 'I further authorize the stated URI to perform the following actions on my behalf:'
    const header = await alice.delegate({ att: right, uri: bob.did, expirationTime, statement })
    expect(await delegate(header)).toEqual([401, 'Invalid ReCap'])
  })
})
