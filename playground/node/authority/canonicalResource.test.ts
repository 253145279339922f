import { beforeEach, describe, expect, test } from 'vitest'
import { hostSpace, openSession } from '../testing/hostSpace.ts'
import { cidOf, owner, sessionKey, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, allKv, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'
import { canonicalResource } from './canonicalResource.ts'

const lower = (text: string) => text.replace(alice.address, alice.address.toLowerCase())
const upper = (text: string) => text.replace(alice.address, `0x${alice.address.slice(2).toUpperCase()}`)
const network = `urn:tinycloud:encryption:${alice.did}:default`

describe('canonicalResource', () => {
  test('S21: rejects a name that is too long for the index of a database', () => {
    const named = (length: number) => `${alice.space('n'.repeat(length))}/kv`
    expect(canonicalResource(named(800))).toBe(named(800))
    expect(() => canonicalResource(named(801))).toThrow('Invalid space ID')
  })

  test.each([space, `${space}/kv`, `${space}/kv/${alice.address.toLowerCase()}`, `${space}/sql/a?b#c`, network])(
    'converts the address of %s to EIP-55 and keeps the rest',
    (resource) => {
      expect([resource, lower(resource), upper(resource)].map(canonicalResource)).toEqual([
        resource,
        resource,
        resource,
      ])
    },
  )

  test.each(['urn:cid:x', 'https://app.example/0x19e7', `${alice.did.toLowerCase()}`, 'tinycloud:ens:a.eth:b/kv', ''])(
    'keeps %s',
    (resource) => expect(canonicalResource(resource)).toBe(resource),
  )

  test.each(['d%65fault', 'a%2fb', 'a%7E', '%2D'])('rejects the non-canonical name %s', (name) => {
    expect(() => canonicalResource(`${alice.space(name)}/kv`)).toThrow('Invalid space ID')
  })

  test('accepts required escapes in a name and all escapes in a path', () => {
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
    const att = withoutCaveats({ [resource]: ['tinycloud.kv/get'] })
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
  ])('names the same space in a delegation, and reports it in EIP-55: %s', async (_, spell) => {
    const att = withoutCaveats({ [spell(`${space}/kv`)]: ['tinycloud.kv/get'] })
    const header = await alice.delegate({ att, uri: session.didUrl, expirationTime: '2026-01-31T00:00:00.000Z' })
    expect(await (await open.node.delegate(header)).json()).toEqual({
      cid: cidOf(header),
      activated: [space],
      skipped: [],
    })
    expect(await get(`${space}/kv/a`, cidOf(header))).toEqual([200, 'hello'])
    expect(await get(lower(`${space}/kv/a`), cidOf(header))).toEqual([200, 'hello'])
  })

  test('hosts one space, not two', async () => {
    const answers: string[] = []
    const node = await startTestNode()
    for (const spelt of [lower(space), upper(space), space]) {
      answers.push(JSON.stringify(await (await hostSpace(node, alice, spelt)).json()).replace(/"cid":"[^"]*",/, ''))
    }
    expect(new Set(answers)).toEqual(new Set([JSON.stringify({ activated: [space], skipped: [] })]))
    const cid = await openSession(node, alice, { session, att: withoutCaveats({ [lower(`${space}/kv`)]: allKv }) })
    const put = (resource: string, verb: string, init?: RequestInit) => {
      const att = withoutCaveats({ [resource]: [`tinycloud.kv/${verb}`] })
      return outcome(node.invoke(ucan(session, { att, prf: [cid], exp: node.time.now / 1000 + 60 }), init))
    }
    await put(lower(`${space}/kv/a`), 'put', { body: 'one' })
    await put(`${space}/kv/a`, 'put', { body: 'two' })
    expect(await put(upper(`${space}/kv/`), 'list')).toEqual([200, '["a"]'])
    expect(await put(lower(`${space}/kv/a`), 'get')).toEqual([200, 'two'])
  })

  test('counts against the quota of the same space', async () => {
    const { node, invocation } = await keyValueSession({ node: await startTestNode({ storageLimitBytes: 1_024 }) })
    const put = (resource: string) =>
      outcome(node.invoke(invocation({ [resource]: ['tinycloud.kv/put'] }), { body: 'x'.repeat(512) }))
    expect((await put(lower(`${space}/kv/a`)))[0]).toBe(200)
    expect(await put(`${space}/kv/b`)).toEqual([413, 'Storage quota would be exceeded'])
    expect(await put(upper(`${space}/kv/b`))).toEqual([413, 'Storage quota would be exceeded'])
  })

  test('does not circumvent a revocation', async () => {
    const att = withoutCaveats({ [lower(`${space}/kv/a`)]: ['tinycloud.kv/get'] })
    const friend = sessionKey(new Uint8Array(32).fill(8))
    const passedOn = ucan(session, { att, prf: [open.cid], exp: soon(), aud: friend.did })
    await open.node.delegate(passedOn)
    await open.node.revoke(await alice.revoke(open.cid))
    const header = ucan(friend, { att, prf: [cidOf(passedOn)], exp: soon() })
    expect(await outcome(open.node.invoke(header))).toEqual([401, `delegation-ancestor-revoked: ${open.cid}`])
  })

  test('does not give access to another account’s space or to a wider capability', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const header = await mallory.delegate({
      att: withoutCaveats({ [lower(`${space}/kv`)]: allKv }),
      uri: session.didUrl,
    })
    expect(await outcome(open.node.delegate(header))).toEqual([401, `Unauthorized Delegator: ${mallory.did}`])
    const narrow = await openSession(open.node, alice, {
      session,
      att: withoutCaveats({ [lower(`${space}/kv/notes/`)]: ['tinycloud.kv/get'] }),
    })
    expect((await get(lower(`${space}/kv/a`), narrow))[0]).toBe(401)
  })

  test('is rejected next to the same resource in EIP-55, whatever the caveats', async () => {
    const att = {
      ...withoutCaveats({ [`${space}/kv/a`]: ['tinycloud.kv/get'] }),
      [lower(`${space}/kv/a`)]: { 'tinycloud.kv/get': [{ x: 1 }] },
    }
    expect(await outcome(open.node.invoke(ucan(session, { att, prf: [open.cid], exp: soon() })))).toEqual([
      401,
      'Unauthorized',
    ])
  })

  test('does not make a used invocation valid again: replays are detected by their bytes', async () => {
    const att = withoutCaveats({ [lower(`${space}/kv/a`)]: ['tinycloud.kv/get'] })
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
