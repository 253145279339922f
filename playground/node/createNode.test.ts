import { describe, expect, test } from 'vitest'
import { owner, sessionKey, unlimited } from './testing/independentClient.ts'
import { startTestNode } from './testing/startTestNode.ts'
import { workedVector } from './testing/workedVector.ts'

const alice = owner(`0x${'11'.repeat(32)}`)

describe('createNode', () => {
  test('activates a session once its space is hosted', async () => {
    const node = await startTestNode()
    const { space, delegation, delegationCid } = workedVector

    const before = await node.delegate(delegation)
    expect(await before.json()).toEqual({ cid: delegationCid, activated: [], skipped: [space] })

    const peer = await (await node.get(`/peer/generate/${encodeURIComponent(space)}`)).text()
    const host = await alice.delegate({ att: unlimited({ [`${space}/space`]: ['tinycloud.space/host'] }), uri: peer })
    const hosted = await node.delegate(host)
    expect(await hosted.json()).toMatchObject({ activated: [space], skipped: [] })

    const after = await node.delegate(delegation)
    expect(await after.json()).toEqual({ cid: delegationCid, activated: [space], skipped: [] })
  })

  test('the client of these tests writes the worked vector byte for byte', async () => {
    const { space, issuedAt, expirationTime } = workedVector
    const session = sessionKey(new Uint8Array(32).fill(7))
    const header = await alice.delegate({
      att: unlimited({
        [`${space}/capabilities`]: ['tinycloud.capabilities/read'],
        [`${space}/kv/spaces/`]: ['tinycloud.kv/get', 'tinycloud.kv/list', 'tinycloud.kv/put'],
      }),
      uri: session.didUrl,
      issuedAt,
      expirationTime,
      nonce: 'HandMade1',
    })
    expect(header).toBe(workedVector.delegation)
  })
})
