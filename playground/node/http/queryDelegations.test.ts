import { beforeEach, describe, expect, test } from 'vitest'
import { hostSpace, openSession } from '../testing/hostSpace.ts'
import {
  cidOf,
  owner,
  type SessionKey,
  sessionKey,
  type UcanParts,
  ucan,
  withoutCaveats,
} from '../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome } from '../testing/startTestNode.ts'

const account = alice.space('account')
const bob = owner(`0x${'22'.repeat(32)}`)
const friend = sessionKey(new Uint8Array(32).fill(8))
const lister = sessionKey(new Uint8Array(32).fill(9))
const list = ['tinycloud.delegation/list']
const right = withoutCaveats({ [`${space}/kv/notes/`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
const refused = [403, 'Query refused: expected tinycloud.delegation/list on <space>/delegation alone']

type Page = { schemaVersion: number; items: { cid: string; direction: string; status: string }[]; nextCursor?: string }

let open: Awaited<ReturnType<typeof keyValueSession>>
let passedOn: string
let listing: string
beforeEach(async () => {
  open = await keyValueSession({ att: right })
  await hostSpace(open.node, alice, account)
  passedOn = ucan(open.session, { att: right, prf: [open.cid], exp: soon(600), aud: friend.did })
  await open.node.delegate(passedOn)
  listing = await openSession(open.node, alice, {
    session: lister,
    att: withoutCaveats({ [`${account}/delegation`]: list }),
  })
})

const soon = (seconds = 60) => open.node.time.now / 1000 + seconds
type Question = { readonly signer?: SessionKey; readonly parts?: Partial<UcanParts> }
const post = (body: object, { signer = lister, parts = {} }: Question = {}) => {
  const att = withoutCaveats({ [`${account}/delegation/`]: list })
  const header = ucan(signer, { att, prf: [listing], exp: soon(), ...parts })
  return open.node.post('/delegation/query', header, { body: JSON.stringify(body) })
}
const ask = async (body: object, question?: Question) => (await (await post(body, question)).json()) as Page
const cids = async (body: object, question?: Question) => (await ask(body, question)).items.map(({ cid }) => cid)

describe('queryDelegations', () => {
  test('lists what the account delegated and what its sessions delegated further', async () => {
    const { schemaVersion, items, ...rest } = await ask({ direction: 'granted' })
    expect([schemaVersion, rest]).toEqual([2, {}])
    expect(items.map(({ cid }) => cid)).toEqual(expect.arrayContaining([open.cid, cidOf(passedOn), listing]))
    expect(items.find(({ cid }) => cid === open.cid)).toEqual({
      cid: open.cid,
      direction: 'granted',
      delegatorDid: alice.did,
      delegateDid: open.session.did,
      resources: [{ resource: `${space}/kv/notes/`, actions: ['tinycloud.kv/get', 'tinycloud.kv/put'], caveats: [{}] }],
      parents: [],
      issuedAt: '2026-01-01T00:00:00.000Z',
      notBefore: null,
      expiresAt: '2026-01-31T00:00:00.000Z',
      status: 'active',
    })
    expect(items.find(({ cid }) => cid === cidOf(passedOn))).toMatchObject({
      delegatorDid: open.session.did,
      parents: [open.cid],
      issuedAt: null,
      expiresAt: '2026-01-02T00:10:00.000Z',
    })
  })

  test('lists what others delegated to the account', async () => {
    const shared = bob.space('shared')
    const att = withoutCaveats({ [`${shared}/kv`]: ['tinycloud.kv/get'] })
    const header = await bob.delegate({ att, uri: alice.did })
    await open.node.delegate(header)
    expect(await cids({ direction: 'received' })).toEqual([cidOf(header)])
    expect(await cids({})).toContain(cidOf(header))
    expect(await cids({ direction: 'granted' })).not.toContain(cidOf(header))
  })

  test('lists a delegation between sessions of the account once, as granted', async () => {
    const header = ucan(open.session, { att: right, prf: [open.cid], exp: soon(600), aud: lister.did })
    await open.node.delegate(header)
    const { items } = await ask({})
    expect(items.filter(({ cid }) => cid === cidOf(header)).map(({ direction }) => direction)).toEqual(['granted'])
  })

  test('returns the status of each, also after it ended', async () => {
    const status = async (cid: string) => (await ask({})).items.find((item) => item.cid === cid)?.status
    await open.node.revoke(await alice.revoke(open.cid))
    expect([await status(open.cid), await status(cidOf(passedOn))]).toEqual(['revoked', 'ancestor_revoked'])
    open.node.time.now += 700_000
    expect(await status(listing)).toBe('active')
    const later = await alice.delegate({ att: right, uri: bob.did, expirationTime: '2026-01-02T00:20:00.000Z' })
    await open.node.delegate(later)
    open.node.time.now += 3_600_000
    expect(await status(cidOf(later))).toBe('expired')
  })

  test('paginates by the last CID', async () => {
    const all = await cids({})
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await ask({ limit: 1, ...(cursor !== undefined && { cursor }) })
      found.push(...page.items.map(({ cid }) => cid))
      cursor = page.nextCursor
      if (cursor === undefined) break
    }
    expect([found, all.toSorted()]).toEqual([all, all])
  })

  test('lists only the delegations of a space other than account', async () => {
    const session = { session: lister, att: withoutCaveats({ [`${space}/delegation`]: list }) }
    const prf = [await openSession(open.node, alice, session)]
    const parts = { prf, att: withoutCaveats({ [`${space}/delegation`]: list }) }
    const found = await cids({}, { parts })
    expect(found).toEqual(expect.arrayContaining([open.cid, cidOf(passedOn)]))
    expect(found).not.toContain(listing)
  })

  test('does not list what a key received from others, or delegated further of that', async () => {
    const att = withoutCaveats({ [`${bob.space('x')}/kv`]: ['tinycloud.kv/get'] })
    const header = await bob.delegate({ att, uri: open.session.didUrl })
    await open.node.delegate(header)
    expect(await cids({})).not.toContain(cidOf(header))
    expect(await cids({ direction: 'received' })).toEqual([])
    const further = ucan(open.session, { att, prf: [cidOf(header)], exp: soon(), aud: friend.did })
    expect((await open.node.delegate(further)).status).toBe(200)
    expect(await cids({})).not.toContain(cidOf(further))
  })

  test('rejects an invoker without the capability', async () => {
    const unauthorized = `Unauthorized Action: ${account}/delegation/ / tinycloud.delegation/list`
    expect(await outcome(post({}, { signer: friend }))).toEqual([401, 'Unauthorized Invoker'])
    const prf = [open.cid]
    expect(await outcome(post({}, { signer: open.session, parts: { prf } }))).toEqual([401, unauthorized])
    const theirs = await openSession(open.node, bob, {
      session: friend,
      att: withoutCaveats({ [`${bob.space('account')}/delegation`]: list }),
    })
    expect(await outcome(post({}, { signer: friend, parts: { prf: [theirs] } }))).toEqual([401, unauthorized])
  })

  test('rejects another ability, another resource, and further capabilities', async () => {
    for (const abilities of [
      { [`${account}/delegation/x`]: list },
      { [`${account}/kv`]: list },
      { [`${account}/delegation`]: ['tinycloud.delegation/status'] },
      { [`${account}/delegation`]: [...list, 'tinycloud.delegation/status'] },
      { [`urn:cid:${open.cid}`]: list },
    ]) {
      expect(await outcome(post({}, { parts: { att: withoutCaveats(abilities) } }))).toEqual(refused)
    }
  })

  test.each([{ limit: 101 }, { limit: 0 }, { direction: 'both' }, { cursor: 'x' }])('rejects %j', async (body) => {
    expect((await post(body)).status).toBe(400)
  })

  test('accepts an invocation once', async () => {
    const att = withoutCaveats({ [`${account}/delegation/`]: list })
    const header = ucan(lister, { att, prf: [listing], exp: soon() })
    const send = () => outcome(open.node.post('/delegation/query', header, { body: '{}' }))
    expect((await send())[0]).toBe(200)
    expect(await send()).toEqual([409, 'duplicate invocation'])
  })
})
