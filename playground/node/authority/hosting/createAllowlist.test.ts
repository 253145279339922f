import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostSpace } from '../../testing/hostSpace.ts'
import { sessionKey, withoutCaveats } from '../../testing/independentClient.ts'
import { alice, space } from '../../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../../testing/startTestNode.ts'

let url: string
let status = 200
const asked: (string | undefined)[] = []
const service = createServer((request, response) => {
  asked.push(request.url)
  response.writeHead(status, { location: '/elsewhere' }).end()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const address = service.address()
  url = `http://127.0.0.1:${address instanceof Object ? address.port : 0}/spaces/`
})
afterAll(() => service.close())

const session = sessionKey(new Uint8Array(32).fill(7))
const skipped = async (node: Awaited<ReturnType<typeof startTestNode>>) => {
  const header = await alice.delegate({
    att: withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get'] }),
    uri: session.didUrl,
  })
  return (await (await node.delegate(header)).json()) as object
}

describe('createAllowlist', () => {
  test('hosts a space that the service allows, and asks once', async () => {
    const node = await startTestNode({ spacesAllowlist: url })
    status = 204
    asked.length = 0
    for (const _ of [1, 2])
      expect(await (await hostSpace(node, alice, space)).json()).toMatchObject({ activated: [space] })
    expect(asked).toEqual([`/spaces/${encodeURIComponent(space)}`])
  })

  test.each([
    [404, [403, `Space not allowed on this node: ${space}`]],
    [403, [403, `Space not allowed on this node: ${space}`]],
    [500, [503, 'Allowlist unavailable']],
    [302, [503, 'Allowlist unavailable']],
  ])('does not host a space on status %i', async (answer, expected) => {
    const node = await startTestNode({ spacesAllowlist: url })
    status = answer
    expect(await outcome(hostSpace(node, alice, space))).toEqual(expected)
    expect(await skipped(node)).toMatchObject({ skipped: [space] })
  })

  test('an unreachable service allows no space', async () => {
    const node = await startTestNode({ spacesAllowlist: 'http://127.0.0.1:9/' })
    expect(await outcome(hostSpace(node, alice, space))).toEqual([503, 'Allowlist unavailable'])
  })

  test('does not ask about a delegation that hosts no space', async () => {
    const node = await startTestNode({ spacesAllowlist: 'http://127.0.0.1:9/' })
    expect(await skipped(node)).toMatchObject({ skipped: [space] })
  })
})
