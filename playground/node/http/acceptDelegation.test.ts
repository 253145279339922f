import { describe, expect, test } from 'vitest'
import { maxUnhostedDelegations } from '../limits.ts'
import { hostSpace } from '../testing/hostSpace.ts'
import { cidOf, owner, proofOf, sessionKey, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'

const session = sessionKey(new Uint8Array(32).fill(7))
const hostAtt = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
const sessionParts = {
  att: withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get'], [`${alice.space('other')}/kv`]: ['tinycloud.kv/get'] }),
  uri: session.didUrl,
  expirationTime: '2026-01-31T00:00:00.000Z',
}

describe('acceptDelegation', () => {
  test('reports which spaces this node hosts', async () => {
    const node = await startTestNode()
    await hostSpace(node, alice, space)
    const response = await node.delegate(await alice.delegate(sessionParts))
    expect(await response.json()).toMatchObject({ activated: [space], skipped: [alice.space('other')] })
  })

  test('reports the same for a known delegation, until the space is hosted', async () => {
    const node = await startTestNode()
    const header = await alice.delegate(sessionParts)
    await node.delegate(header)
    const again = await node.delegate(header)
    expect(await again.json()).toMatchObject({ activated: [], skipped: [space, alice.space('other')] })
    await hostSpace(node, alice, space)
    const after = await node.delegate(header)
    expect(await after.json()).toMatchObject({ activated: [space], skipped: [alice.space('other')] })
  })

  test('S21: stores a limited number of delegations by one account for spaces that are not hosted', async () => {
    const node = await startTestNode()
    const submit = async (index: number) =>
      node.delegate(await alice.delegate({ ...sessionParts, nonce: `Nonce${index}aaaa` }))
    for (let index = 0; index < maxUnhostedDelegations; index++) expect((await submit(index)).status).toBe(200)
    expect(await outcome(submit(maxUnhostedDelegations))).toEqual([
      403,
      'Too many delegations for spaces that are not hosted here',
    ])
    expect((await submit(0)).status).toBe(200)
    await hostSpace(node, alice, space)
    expect((await submit(maxUnhostedDelegations)).status).toBe(200)
  })

  test('rejects a known delegation once it has expired', async () => {
    const node = await startTestNode()
    const header = await alice.delegate(sessionParts)
    await node.delegate(header)
    node.time.now = Date.parse('2026-01-31T00:00:00.001Z')
    expect(await outcome(node.delegate(header))).toEqual([401, 'Delegation expired or not yet valid'])
  })

  test('hosts a space only for a message to its own peer DID', async () => {
    const node = await startTestNode()
    const header = await alice.delegate({ att: hostAtt, uri: session.did })
    const response = await node.delegate(header)
    expect(await response.json()).toMatchObject({ activated: [], skipped: [space] })
  })

  test('does not host a space of another account', async () => {
    const node = await startTestNode()
    const mallory = owner(`0x${'22'.repeat(32)}`)
    expect(await outcome(hostSpace(node, mallory, space))).toEqual([401, `Unauthorized Delegator: ${mallory.did}`])
    const activation = await node.delegate(await alice.delegate(sessionParts))
    expect(await activation.json()).toMatchObject({ skipped: [space, alice.space('other')] })
  })

  test('does not host a space for a session that delegates the ability', async () => {
    const node = await startTestNode()
    const header = await alice.delegate({ ...sessionParts, att: hostAtt })
    await node.delegate(header)
    const aud = await (await node.get(`/peer/generate/${encodeURIComponent(space)}`)).text()
    const exp = node.time.now / 1000 + 60
    const passedOn = ucan(session, { att: hostAtt, prf: [cidOf(header)], exp, aud })
    const response = await node.delegate(passedOn)
    expect(await response.json()).toMatchObject({ activated: [], skipped: [space] })
  })

  test.each([
    ['a path', `${space}/space/x`],
    ['an empty path', `${space}/space/`],
    ['another service', `${space}/kv`],
  ])('hosts nothing for the ability on %s', async (_, resource) => {
    const node = await startTestNode()
    const uri = await (await node.get(`/peer/generate/${encodeURIComponent(space)}`)).text()
    const response = await node.delegate(
      await alice.delegate({ att: withoutCaveats({ [resource]: ['tinycloud.space/host'] }), uri }),
    )
    expect(await response.json()).toMatchObject({ activated: [], skipped: [space] })
  })

  test('accepts capabilities on an encryption network, which is in no space', async () => {
    const node = await startTestNode()
    const network = `urn:tinycloud:encryption:${alice.did}:default`
    const att = withoutCaveats({ [network]: ['tinycloud.encryption/decrypt', 'tinycloud.encryption/network.create'] })
    const response = await node.delegate(await alice.delegate({ ...sessionParts, att }))
    expect(await response.json()).toMatchObject({ activated: [], skipped: [] })
    const mallory = owner(`0x${'22'.repeat(32)}`)
    expect((await node.delegate(await mallory.delegate({ ...sessionParts, att }))).status).toBe(401)
  })

  test('ignores the parents that an owner names', async () => {
    const node = await startTestNode()
    await hostSpace(node, alice, space)
    const prf = [proofOf(await alice.delegate({ ...sessionParts, nonce: 'NeverSubmitted' }))]
    const header = await alice.delegate({ ...sessionParts, prf })
    expect((await node.delegate(header)).status).toBe(200)
    const att = withoutCaveats({ [`${space}/kv/a`]: ['tinycloud.kv/get'] })
    const invocation = ucan(session, { att, prf: [cidOf(header)], exp: node.time.now / 1000 + 60 })
    expect(await outcome(node.invoke(invocation))).toEqual([404, 'No Such Key: a'])
  })

  test('hosting twice changes nothing', async () => {
    const node = await startTestNode()
    await hostSpace(node, alice, space)
    const again = await hostSpace(node, alice, space)
    expect(await again.json()).toMatchObject({ activated: [space], skipped: [] })
  })
})
