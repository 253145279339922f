import { beforeEach, describe, expect, test } from 'vitest'
import { hostSpace, openSession } from '../testing/hostSpace.ts'
import { cidOf, owner, sessionKey, ucan, unlimited } from '../testing/independentClient.ts'
import { alice, allKv, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'
import { canonicalResource } from './canonicalResource.ts'

const lower = (text: string) => text.replace(alice.address, alice.address.toLowerCase())
const upper = (text: string) => text.replace(alice.address, `0x${alice.address.slice(2).toUpperCase()}`)
const network = `urn:tinycloud:encryption:${alice.did}:default`

describe('canonicalResource', () => {
  test.each([space, `${space}/kv`, `${space}/kv/${alice.address.toLowerCase()}`, `${space}/sql/a?b#c`, network])(
    'spells the account of %s one way and leaves the rest',
    (resource) => {
      expect([resource, lower(resource), upper(resource)].map(canonicalResource)).toEqual([
        resource,
        resource,
        resource,
      ])
    },
  )

  test.each(['urn:cid:x', 'https://app.example/0x19e7', `${alice.did.toLowerCase()}`, 'tinycloud:ens:a.eth:b/kv', ''])(
    'leaves %s',
    (resource) => expect(canonicalResource(resource)).toBe(resource),
  )

  test.each(['d%65fault', 'a%2fb', 'a%7E', '%2D'])('refuses the name %s, which has another spelling', (name) => {
    expect(() => canonicalResource(`${alice.space(name)}/kv`)).toThrow('Invalid space ID')
  })

  test('keeps escapes that a name needs, and all of those in a path', () => {
    const resources = [alice.space('a%20b'), `${space}/kv/a%2fb%65`]
    expect(resources.map(canonicalResource)).toEqual(resources)
  })
})

describe('an address in another case', () => {
  let open: Awaited<ReturnType<typeof keyValueSession>>
  const session = sessionKey(new Uint8Array(32).fill(7))
  const soon = () => open.node.time.now / 1000 + 60
  beforeEach(async () => {
    open = await keyValueSession()
    await open.kv('put', 'a', { body: 'hello' })
  })
  const get = (resource: string, cid = open.cid) => {
    const att = unlimited({ [resource]: ['tinycloud.kv/get'] })
    return outcome(open.node.invoke(ucan(session, { att, prf: [cid], exp: soon() })))
  }

  test.each([
    ['lower', lower],
    ['upper', upper],
  ])('names the same space in an invocation: %s', async (_, spell) => {
    expect(await get(spell(`${space}/kv/a`))).toEqual([200, 'hello'])
  })

  test.each([
    ['lower', lower],
    ['upper', upper],
  ])('names the same space in a delegation, which says so: %s', async (_, spell) => {
    const att = unlimited({ [spell(`${space}/kv`)]: ['tinycloud.kv/get'] })
    const header = await alice.delegate({ att, uri: session.didUrl, expirationTime: '2026-01-31T00:00:00.000Z' })
    expect(await (await open.node.delegate(header)).json()).toEqual({
      cid: cidOf(header),
      activated: [space],
      skipped: [],
    })
    expect(await get(`${space}/kv/a`, cidOf(header))).toEqual([200, 'hello'])
    expect(await get(lower(`${space}/kv/a`), cidOf(header))).toEqual([200, 'hello'])
  })

  test('hosts no second space', async () => {
    const answers: string[] = []
    const node = await startTestNode()
    for (const spelt of [lower(space), upper(space), space]) {
      answers.push(JSON.stringify(await (await hostSpace(node, alice, spelt)).json()).replace(/"cid":"[^"]*",/, ''))
    }
    expect(new Set(answers)).toEqual(new Set([JSON.stringify({ activated: [space], skipped: [] })]))
    const cid = await openSession(node, alice, { session, att: unlimited({ [lower(`${space}/kv`)]: allKv }) })
    const put = (resource: string, verb: string, init?: RequestInit) => {
      const att = unlimited({ [resource]: [`tinycloud.kv/${verb}`] })
      return outcome(node.invoke(ucan(session, { att, prf: [cid], exp: node.time.now / 1000 + 60 }), init))
    }
    await put(lower(`${space}/kv/a`), 'put', { body: 'one' })
    await put(`${space}/kv/a`, 'put', { body: 'two' })
    expect(await put(upper(`${space}/kv/`), 'list')).toEqual([200, '["a"]'])
    expect(await put(lower(`${space}/kv/a`), 'get')).toEqual([200, 'two'])
  })

  test('counts against the quota of the one space', async () => {
    const { node, invocation } = await keyValueSession({ node: await startTestNode({ storageLimitBytes: 8 }) })
    const put = (resource: string) =>
      outcome(node.invoke(invocation({ [resource]: ['tinycloud.kv/put'] }), { body: '12345' }))
    expect((await put(lower(`${space}/kv/a`)))[0]).toBe(200)
    expect(await put(`${space}/kv/b`)).toEqual([413, 'Storage quota would be exceeded'])
    expect(await put(upper(`${space}/kv/b`))).toEqual([413, 'Storage quota would be exceeded'])
  })

  test('is no way around a revocation', async () => {
    const att = unlimited({ [lower(`${space}/kv/a`)]: ['tinycloud.kv/get'] })
    const friend = sessionKey(new Uint8Array(32).fill(8))
    const passedOn = ucan(session, { att, prf: [open.cid], exp: soon(), aud: friend.did })
    await open.node.delegate(passedOn)
    await open.node.revoke(await alice.revoke(open.cid))
    const header = ucan(friend, { att, prf: [cidOf(passedOn)], exp: soon() })
    expect(await outcome(open.node.invoke(header))).toEqual([401, `delegation-ancestor-revoked: ${open.cid}`])
  })

  test('is no way to another account’s space, nor to a wider right', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const header = await mallory.delegate({ att: unlimited({ [lower(`${space}/kv`)]: allKv }), uri: session.didUrl })
    expect(await outcome(open.node.delegate(header))).toEqual([401, `Unauthorized Delegator: ${mallory.did}`])
    const narrow = await openSession(open.node, alice, {
      session,
      att: unlimited({ [lower(`${space}/kv/notes/`)]: ['tinycloud.kv/get'] }),
    })
    expect((await get(lower(`${space}/kv/a`), narrow))[0]).toBe(401)
  })

  test('beside the same resource in its own spelling is refused, whichever caveats stand there', async () => {
    const att = {
      ...unlimited({ [`${space}/kv/a`]: ['tinycloud.kv/get'] }),
      [lower(`${space}/kv/a`)]: { 'tinycloud.kv/get': [{ x: 1 }] },
    }
    expect(await outcome(open.node.invoke(ucan(session, { att, prf: [open.cid], exp: soon() })))).toEqual([
      401,
      'Unauthorized',
    ])
  })

  test('does not make a used invocation fresh: the replay ledger goes by its bytes', async () => {
    const att = unlimited({ [lower(`${space}/kv/a`)]: ['tinycloud.kv/get'] })
    const header = ucan(session, { att, prf: [open.cid], exp: soon() })
    expect((await outcome(open.node.invoke(header)))[0]).toBe(200)
    expect(await outcome(open.node.invoke(header))).toEqual([409, 'duplicate invocation'])
    const [, payload = ''] = header.split('.')
    const text = Buffer.from(payload, 'base64url').toString()
    const respelt = Buffer.from(text.replace(alice.address.toLowerCase(), alice.address)).toString('base64url')
    expect(await outcome(open.node.invoke(header.replace(payload, respelt)))).toEqual([
      401,
      'Failed to verify signature',
    ])
  })
})
