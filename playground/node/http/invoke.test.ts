import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import { cidOf, sessionKey, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'
import { testVector } from '../testing/testVector.ts'

const notes = `${space}/kv/notes/`
const wanted = { [`${notes}a`]: ['tinycloud.kv/get'] }
const missing = [404, 'No Such Key: notes/a']

let open: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  open = await keyValueSession({ abilities: { [notes]: ['tinycloud.kv/get', 'tinycloud.kv/put'] } })
})
const send = (header: string, init?: RequestInit) => outcome(open.node.invoke(header, init))
const seconds = () => open.node.time.now / 1000

describe('invoke', () => {
  test('accepts a fresh invocation of a session', async () => {
    expect(await send(open.invocation(wanted))).toEqual(missing)
  })

  test.each([
    ['no header', ''],
    ['nonsense', 'a.b.c'],
    ['a delegation', testVector.delegation],
  ])('rejects %s', async (_, header) => {
    expect(await send(header)).toEqual([401, 'Unauthorized'])
  })

  test('rejects a delegation by UCAN', async () => {
    expect(await send(open.invocation(wanted, { aud: sessionKey(new Uint8Array(32).fill(8)).did }))).toEqual([
      401,
      'Unauthorized',
    ])
  })

  test('rejects an invocation that has expired or is not valid yet', async () => {
    const expected = [401, 'Invocation expired or not yet valid']
    expect(await send(open.invocation(wanted, { exp: seconds() - 0.001 }))).toEqual(expected)
    expect(await send(open.invocation(wanted, { nbf: seconds() }))).toEqual(expected)
  })

  test('rejects an invocation by another key', async () => {
    const stranger = sessionKey(new Uint8Array(32).fill(8))
    const header = ucan(stranger, { att: withoutCaveats(wanted), prf: [open.cid], exp: seconds() + 60 })
    expect(await send(header)).toEqual([401, 'Unauthorized Invoker'])
  })

  test('rejects a signature over other bytes', async () => {
    const [header, payload] = open.invocation(wanted).split('.')
    const [, , signature] = open.invocation(wanted).split('.')
    expect(await send(`${header}.${payload}.${signature}`)).toEqual([401, 'Failed to verify signature'])
  })

  test('rejects an invocation with a lifetime of more than 300 s', async () => {
    expect(await send(open.invocation(wanted, { exp: seconds() + 300.001 }))).toEqual([
      401,
      'Invocation lifetime exceeds server maximum',
    ])
    expect(await send(open.invocation(wanted, { exp: seconds() + 300 }))).toEqual(missing)
  })

  test('rejects a used invocation, also if its first use was rejected', async () => {
    const header = open.invocation(wanted)
    expect(await send(header)).toEqual(missing)
    expect(await send(header)).toEqual([409, 'duplicate invocation'])

    const wrong = open.invocation({ [`${space}/kv/other`]: ['tinycloud.kv/get'] })
    expect((await send(wrong))[0]).toBe(401)
    expect(await send(wrong)).toEqual([409, 'duplicate invocation'])
  })

  test('does not consume an invocation whose request could not be read', async () => {
    const header = open.invocation({ [`${notes}a`]: ['tinycloud.kv/put'] })
    expect((await send(header, { headers: { 'if-match': 'nonsense' } }))[0]).toBe(400)
    expect((await send(header, { body: 'hello' }))[0]).toBe(200)
  })

  test('rejects an invocation that expires while its body is read', async () => {
    const header = open.invocation({ [`${notes}a`]: ['tinycloud.kv/put'] }, { exp: seconds() + 60 })
    const body = new ReadableStream({
      pull(controller) {
        open.node.time.now += 60_001
        controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = { body, duplex: 'half' }
    expect(await send(header, init)).toEqual([401, 'Invocation expired or not yet valid'])
  })

  test('accepts exactly one of many equal invocations', async () => {
    const header = open.invocation({ [`${notes}a`]: ['tinycloud.kv/put'] })
    const all = await Promise.all(Array.from({ length: 20 }, () => open.node.invoke(header, { body: 'hello' })))
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
  })

  test('rejects an unknown delegation', async () => {
    const prf = [cidOf(testVector.delegation)]
    expect(await send(open.invocation(wanted, { prf }))).toEqual([401, 'Cannot find parent delegation'])
  })

  test('rejects a parent that was delegated to another key', async () => {
    const session = sessionKey(new Uint8Array(32).fill(8))
    const foreign = await openSession(open.node, alice, { session, att: withoutCaveats(wanted) })
    expect(await send(open.invocation(wanted, { prf: [open.cid, foreign] }))).toEqual([401, 'Unauthorized Invoker'])
  })

  test.each([
    ['another path', `${space}/kv/other`, 'tinycloud.kv/get'],
    ['a path that only looks like it', `${space}/kv/notesx`, 'tinycloud.kv/get'],
    ['the folder without its slash', `${space}/kv/notes`, 'tinycloud.kv/get'],
    ['the whole service', `${space}/kv`, 'tinycloud.kv/list'],
    ['another ability', `${notes}a`, 'tinycloud.kv/del'],
    ['another space', `${alice.space('other')}/kv/notes/a`, 'tinycloud.kv/get'],
    ['another service', `${space}/capabilities/all`, 'tinycloud.capabilities/read'],
  ])('rejects %s', async (_, resource, ability) => {
    const header = open.invocation({ [resource]: [ability] })
    expect(await send(header)).toEqual([401, `Unauthorized Action: ${resource} / ${ability}`])
  })

  test('rejects an invocation without parents', async () => {
    expect(await send(open.invocation(wanted, { prf: [] }))).toEqual([
      401,
      `Unauthorized Action: ${notes}a / tinycloud.kv/get`,
    ])
  })

  test('rejects once the session has expired', async () => {
    open.node.time.now = Date.parse('2026-01-31T00:00:00.001Z')
    expect(await send(open.invocation(wanted))).toEqual([401, `Unauthorized Action: ${notes}a / tinycloud.kv/get`])
  })

  test('rejects caveats that no service enforces', async () => {
    const att = { [`${notes}a`]: { 'tinycloud.kv/get': [{ max: 1 }] } }
    expect((await send(open.invocation(wanted, { att })))[0]).toBe(401)
  })

  test('rejects a space that this node does not host', async () => {
    const other = alice.space('other')
    const att = withoutCaveats({ [`${other}/kv`]: ['tinycloud.kv/get'] })
    const cid = await openSession(open.node, alice, { session: open.session, att })
    const header = open.invocation({ [`${other}/kv/a`]: ['tinycloud.kv/get'] }, { prf: [cid] })
    expect(await send(header)).toEqual([404, 'Space not found'])
  })

  test.each([
    ['of another service', 'hooks/a', 'tinycloud.hooks/list'],
    ['of SQL', 'sql/a', 'tinycloud.sql/ddl'],
    ['of KV', 'kv/notes/a', 'tinycloud.kv/exfiltrate'],
    ['of KV in another case', 'kv/notes/a', 'tinycloud.kv/GET'],
    ['of KV on a database', 'sql/a', 'tinycloud.kv/get'],
    ['of an older client', 'kv/notes/a', 'kv/get'],
    ['of delegations', 'delegation/', 'tinycloud.delegation/list'],
    ['of spaces', 'space', 'tinycloud.space/list'],
  ])('rejects an unknown ability like one that is not held: %s', async (_, path, ability) => {
    const expected = [401, `Unauthorized Action: ${space}/${path} / ${ability}`]
    expect(await send(open.invocation({ [`${space}/${path}`]: [ability] }))).toEqual(expected)
    const beside = { [`${notes}a`]: ['tinycloud.kv/get'], [`${space}/${path}`]: [ability] }
    expect((await send(open.invocation(beside)))[0]).toBe(401)
  })

  test('rejects it from its holder as well', async () => {
    const att = withoutCaveats({ [`${space}/sql`]: ['tinycloud.sql/*'] })
    const cid = await openSession(open.node, alice, { session: open.session, att })
    const header = open.invocation({ [`${space}/sql/a`]: ['tinycloud.sql/ddl'] }, { prf: [cid] })
    expect(await send(header)).toEqual([401, `Unauthorized Action: ${space}/sql/a / tinycloud.sql/ddl`])
  })

  test('responds with 501 to several KV abilities at once, and to DuckDB', async () => {
    const expected = [501, 'Not implemented']
    const mixed = { [`${notes}a`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] }
    expect(await send(open.invocation(mixed))).toEqual(expected)
    expect(await send(open.invocation({ [`${space}/duckdb/a`]: ['tinycloud.duckdb/read'] }))).toEqual(expected)
  })

  test('accepts the invocation of the test vector within its validity period', async () => {
    const node = await startTestNode()
    node.time.now = Date.parse('2026-01-01T00:01:00Z')
    await node.delegate(testVector.delegation)
    expect(await outcome(node.invoke(testVector.invocation))).toEqual([404, 'Space not found'])
  })

  test('rejects the invocation of the test vector with any character replaced', async () => {
    const node = await startTestNode()
    node.time.now = Date.parse('2026-01-01T00:01:00Z')
    await node.delegate(testVector.delegation)
    const { invocation } = testVector
    const accepted: string[] = []
    for (const [index, character] of [...invocation].entries()) {
      for (const other of ['A', '.', '='].filter((one) => one !== character)) {
        const { status } = await node.invoke(`${invocation.slice(0, index)}${other}${invocation.slice(index + 1)}`)
        if (status !== 401) accepted.push(`${index} → ${other}: ${status}`)
      }
    }
    expect(accepted).toEqual([])
  })
})
