import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import { owner, sessionKey, sortedJson, withoutCaveats } from '../testing/independentClient.ts'
import { alice } from '../testing/keyValueSession.ts'
import { create, descriptorOf, network, networkSession, newNetwork, revoke, sha256 } from '../testing/networkSession.ts'
import { outcome } from '../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof networkSession>>
beforeEach(async () => {
  open = await networkSession()
})
const mismatch = (what: string) => [401, `Invocation does not match its request: ${what}`]

describe('createNetwork', () => {
  test('creates a network with a public descriptor', async () => {
    const made = await open.create()
    const descriptor = await descriptorOf(made)
    expect([made.status, descriptor]).toEqual([
      200,
      {
        networkId: network,
        ownerDid: alice.did,
        name: 'default',
        members: [{ nodeId: open.node.nodeId, role: 'primary' }],
        threshold: { n: 1, t: 1 },
        state: 'active',
        publicEncryptionKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        alg: 'x25519-aes256gcm/v1',
        keyVersion: 1,
        keyBackend: 'local-one-of-one',
        createdAt: '2026-01-02T00:00:00.000Z',
        updatedAt: '2026-01-02T00:00:00.000Z',
      },
    ])
    expect(await (await open.read()).json()).toEqual({ descriptor })
  })

  test('is found by its name and owner', async () => {
    const descriptor = await descriptorOf(open.create())
    const find = (query: string) => open.node.get(`/.well-known/encryption/network/default?ownerDid=${query}`)
    expect(await (await find(alice.did)).json()).toEqual({
      name: 'default',
      networkId: network,
      ownerDid: alice.did,
      nodeId: open.node.nodeId,
      publicEncryptionKey: descriptor.publicEncryptionKey,
      alg: 'x25519-aes256gcm/v1',
      keyVersion: 1,
      keyBackend: 'local-one-of-one',
      state: 'active',
    })
    expect((await find('nobody')).status).toBe(404)
  })

  describe('without its owner', () => {
    const find = (name = 'default') => open.node.get(`/.well-known/encryption/network/${name}`)
    const createOfMallory = async () => {
      const mallory = owner(`0x${'22'.repeat(32)}`)
      const id = `urn:tinycloud:encryption:${mallory.did}:default`
      const signer = sessionKey(new Uint8Array(32).fill(8))
      const att = withoutCaveats({ [id]: [create] })
      const prf = [await openSession(open.node, mallory, { session: signer, att })]
      const body = sortedJson({ ...newNetwork, ownerDid: mallory.did })
      const fact = { networkId: id, bodyHash: sha256(body) }
      expect((await open.create({ body, fact, signer, ucan: { prf, att } })).status).toBe(200)
      return id
    }

    test('is found by its name', async () => {
      await open.create()
      expect(await (await find()).json()).toMatchObject({ networkId: network, ownerDid: alice.did, state: 'active' })
      expect(await outcome(find('other'))).toEqual([404, 'network not found'])
      expect(await outcome(find('%64efault'))).toMatchObject([200, expect.stringContaining(network)])
    })

    test('is not found after it was revoked', async () => {
      await open.create()
      await open.revoke()
      expect(await outcome(find())).toEqual([404, 'network not found'])
    })

    test('is not chosen among those of several accounts, unless one alone is active', async () => {
      await open.create()
      const other = await createOfMallory()
      const several = 'several accounts have a network of this name: ownerDid is required'
      expect(await outcome(find())).toEqual([409, several])
      await open.revoke()
      expect(await (await find()).json()).toMatchObject({ networkId: other, state: 'active' })
    })

    test('is not found for an empty owner', async () => {
      await open.create()
      expect(await outcome(open.node.get('/.well-known/encryption/network/default?ownerDid='))).toEqual([
        404,
        'network not found',
      ])
    })
  })

  test('accepts a body without threshold, and any formatting of its JSON', async () => {
    const { threshold: _, ...body } = newNetwork
    const overrides = { body: JSON.stringify(body, null, 2), fact: { bodyHash: sha256(sortedJson(body)) } }
    expect((await open.create(overrides)).status).toBe(200)
  })

  test('responds with 404 for an unknown network and 400 for an invalid id', async () => {
    expect(await outcome(open.read())).toEqual([404, 'network not found'])
    expect(await outcome(open.node.get('/encryption/networks/urn:other'))).toEqual([400, 'Invalid network ID'])
  })

  test('rejects a duplicate network', async () => {
    await open.create()
    expect(await outcome(open.create())).toEqual([409, 'network already exists'])
  })

  test('does not create a second network for an address in another case', async () => {
    const lower = (text: string) => text.replace(alice.address, alice.address.toLowerCase())
    const body = sortedJson({ ...newNetwork, ownerDid: lower(alice.did) })
    const overrides = {
      body,
      fact: { networkId: lower(network), bodyHash: sha256(body) },
      ucan: { att: withoutCaveats({ [lower(network)]: [create] }) },
    }
    const made = await open.create(overrides)
    expect(await made.json()).toMatchObject({ descriptor: { networkId: network, ownerDid: alice.did } })
    expect(await outcome(open.create())).toEqual([409, 'network already exists'])
    expect(await outcome(open.create(overrides))).toEqual([409, 'network already exists'])
    expect((await open.node.get(`/encryption/networks/${encodeURIComponent(lower(network))}`)).status).toBe(200)
    const query = `ownerDid=${encodeURIComponent(lower(alice.did))}`
    expect((await open.node.get(`/.well-known/encryption/network/default?${query}`)).status).toBe(200)
  })

  test('accepts exactly one of many concurrent creations', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => open.create()))
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
  })

  test('rejects an invocation for another node', async () => {
    const overrides = { ucan: { aud: open.session.did } }
    expect(await outcome(open.create(overrides))).toEqual([401, 'Invocation is for another node'])
  })

  test('rejects a session without the capability', async () => {
    const session = sessionKey(new Uint8Array(32).fill(8))
    const cid = await openSession(open.node, alice, { session, att: withoutCaveats({ [network]: [revoke] }) })
    const refused = await outcome(open.create({ signer: session, ucan: { prf: [cid] } }))
    expect(refused).toEqual([401, `Unauthorized Action: ${network} / ${create}`])
  })

  test('rejects a network for another account', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const own = `urn:tinycloud:encryption:${mallory.did}:default`
    const session = sessionKey(new Uint8Array(32).fill(8))
    const cid = await openSession(open.node, mallory, { session, att: withoutCaveats({ [own]: [create] }) })
    const overrides = { signer: session, ucan: { prf: [cid], att: withoutCaveats({ [own]: [create] }) } }
    expect(await outcome(open.create(overrides))).toEqual(mismatch('capability'))
  })

  test.each([
    ['that is no JSON', 'nonsense'],
    ['with an unknown member', sortedJson({ ...newNetwork, extra: 1 })],
    ['with another threshold', sortedJson({ ...newNetwork, threshold: { n: 3, t: 2 } })],
    ['with an owner who is no account', sortedJson({ ...newNetwork, ownerDid: 'did:key:z6Mk' })],
    ['with a name that stands in no id', sortedJson({ ...newNetwork, name: 'a:b' })],
  ])('rejects a body %s', async (_, body) => {
    expect((await open.create({ body })).status).toBe(400)
  })

  test.each([
    ['of another type', { type: 'tinycloud.encryption.decrypt/v1' }],
    ['for another node', { targetNode: 'did:key:z6Mkother' }],
    ['about another network', { networkId: `${network}2` }],
    ['about another action', { action: revoke }],
    ['with an unknown member', { extra: 1 }],
  ])('rejects a fact %s', async (_, fact) => {
    expect(await outcome(open.create({ fact }))).toEqual(mismatch('facts'))
  })

  test('rejects an invocation without facts, or with more than one', async () => {
    expect(await outcome(open.create({ ucan: { fct: [] } }))).toEqual(mismatch('facts'))
    expect(await outcome(open.create({ ucan: { fct: [{}, {}] } }))).toEqual(mismatch('facts'))
  })

  test('rejects another or a second capability', async () => {
    const other = withoutCaveats({ [network]: [revoke] })
    const both = withoutCaveats({ [network]: [create, revoke] })
    for (const att of [other, both])
      expect(await outcome(open.create({ ucan: { att } }))).toEqual(mismatch('capability'))
  })

  test('rejects a body that does not match the signed hash', async () => {
    expect(await outcome(open.create({ fact: { bodyHash: sha256('{}') } }))).toEqual(mismatch('bodyHash'))
  })

  test('rejects a used nonce in another token', async () => {
    const nnc = 'urn:uuid:00000000-0000-4000-8000-000000000001'
    expect((await open.create({ ucan: { nnc } })).status).toBe(200)
    expect(await outcome(open.revoke({ ucan: { nnc } }))).toEqual([401, 'nonce already used'])
  })

  test('rejects the same token again', async () => {
    const exp = open.node.time.now / 1000 + 60
    const ucan = { nnc: 'urn:uuid:00000000-0000-4000-8000-000000000001', exp }
    await open.create({ ucan })
    expect(await outcome(open.create({ ucan }))).toEqual([409, 'duplicate invocation'])
  })
})
