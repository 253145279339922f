import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { alice, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const capabilities = `${space}/capabilities`
const abilities = { [capabilities]: ['tinycloud.capabilities/read'], [`${space}/kv`]: ['tinycloud.kv/get'] }
const read = (path: string) => ({ [`${capabilities}/${path}`]: ['tinycloud.capabilities/read'] })

describe('createCapabilitiesService', () => {
  test('lists the active delegations of a space', async () => {
    const { node, invocation, session, cid } = await keyValueSession({ abilities })
    const response = await node.invoke(invocation(read('all')))
    const list = new Map(
      Object.entries(z.record(z.string(), z.object({ raw: z.string() }).loose()).parse(await response.json())),
    )
    expect(list.size).toBe(2)
    expect(list.get(cid)).toMatchObject({
      capabilities: [
        { resource: capabilities, ability: 'tinycloud.capabilities/read', caveats: [{}] },
        { resource: `${space}/kv`, ability: 'tinycloud.kv/get', caveats: [{}] },
      ],
      delegator: alice.did,
      delegate: session.did,
      parents: [],
    })
    const again = await node.delegate(list.get(cid)?.raw ?? '')
    expect(await again.json()).toMatchObject({ cid })
  })

  test('responds with an empty body for any other path', async () => {
    const { node, invocation } = await keyValueSession({ abilities })
    expect(await outcome(node.invoke(invocation(read(''))))).toEqual([200, ''])
    expect(await outcome(node.invoke(invocation(read('other'))))).toEqual([200, ''])
  })

  test('rejects a session without the capability', async () => {
    const { node, invocation } = await keyValueSession({ abilities: { [`${space}/kv`]: ['tinycloud.kv/get'] } })
    expect((await node.invoke(invocation(read('all')))).status).toBe(401)
  })
})
