import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import { cidOf, sessionKey, ucan, unlimited } from '../testing/independentClient.ts'
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
  ])('refuses %s', async (_, header) => {
    expect(await send(header)).toEqual([401, 'Unauthorized'])
  })

  test('refuses a delegation by UCAN', async () => {
    expect(await send(open.invocation(wanted, { aud: sessionKey(new Uint8Array(32).fill(8)).did }))).toEqual([
      401,
      'Unauthorized',
    ])
  })

  test('refuses an invocation that has expired or does not hold yet', async () => {
    const refusal = [401, 'Invocation expired or not yet valid']
    expect(await send(open.invocation(wanted, { exp: seconds() - 0.001 }))).toEqual(refusal)
    expect(await send(open.invocation(wanted, { nbf: seconds() }))).toEqual(refusal)
  })

  test('refuses an invocation by another key', async () => {
    const stranger = sessionKey(new Uint8Array(32).fill(8))
    const header = ucan(stranger, { att: unlimited(wanted), prf: [open.cid], exp: seconds() + 60 })
    expect(await send(header)).toEqual([401, 'Unauthorized Invoker'])
  })

  test('refuses a signature over other bytes', async () => {
    const [header, payload] = open.invocation(wanted).split('.')
    const [, , signature] = open.invocation(wanted).split('.')
    expect(await send(`${header}.${payload}.${signature}`)).toEqual([401, 'Failed to verify signature'])
  })

  test('refuses an invocation that lives longer than 300 s', async () => {
    expect(await send(open.invocation(wanted, { exp: seconds() + 300.001 }))).toEqual([
      401,
      'Invocation lifetime exceeds server maximum',
    ])
    expect(await send(open.invocation(wanted, { exp: seconds() + 300 }))).toEqual(missing)
  })

  test('refuses the same invocation again, also one it refused before', async () => {
    const header = open.invocation(wanted)
    expect(await send(header)).toEqual(missing)
    expect(await send(header)).toEqual([409, 'duplicate invocation'])

    const wrong = open.invocation({ [`${space}/kv/other`]: ['tinycloud.kv/get'] })
    expect((await send(wrong))[0]).toBe(401)
    expect(await send(wrong)).toEqual([409, 'duplicate invocation'])
  })

  test('does not count an invocation whose request could not be read', async () => {
    const header = open.invocation({ [`${notes}a`]: ['tinycloud.kv/put'] })
    expect((await send(header, { headers: { 'if-match': 'nonsense' } }))[0]).toBe(400)
    expect((await send(header, { body: 'hello' }))[0]).toBe(200)
  })

  test('refuses an invocation that expired while its body came in', async () => {
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

  test('lets exactly one of many equal invocations through', async () => {
    const header = open.invocation({ [`${notes}a`]: ['tinycloud.kv/put'] })
    const all = await Promise.all(Array.from({ length: 20 }, () => open.node.invoke(header, { body: 'hello' })))
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
  })

  test('refuses a delegation it does not know', async () => {
    const prf = [cidOf(testVector.delegation)]
    expect(await send(open.invocation(wanted, { prf }))).toEqual([401, 'Cannot find parent delegation'])
  })

  test('refuses when one of the parents was delegated to another', async () => {
    const session = sessionKey(new Uint8Array(32).fill(8))
    const foreign = await openSession(open.node, alice, { session, att: unlimited(wanted) })
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
  ])('refuses %s', async (_, resource, ability) => {
    const header = open.invocation({ [resource]: [ability] })
    expect(await send(header)).toEqual([401, `Unauthorized Action: ${resource} / ${ability}`])
  })

  test('refuses to invoke without parents', async () => {
    expect(await send(open.invocation(wanted, { prf: [] }))).toEqual([
      401,
      `Unauthorized Action: ${notes}a / tinycloud.kv/get`,
    ])
  })

  test('refuses once the session has expired', async () => {
    open.node.time.now = Date.parse('2026-01-31T00:00:00.001Z')
    expect(await send(open.invocation(wanted))).toEqual([401, `Unauthorized Action: ${notes}a / tinycloud.kv/get`])
  })

  test('refuses limits that no service enforces', async () => {
    const att = { [`${notes}a`]: { 'tinycloud.kv/get': [{ max: 1 }] } }
    expect((await send(open.invocation(wanted, { att })))[0]).toBe(401)
  })

  test('refuses a space that this node does not host', async () => {
    const other = alice.space('other')
    const att = unlimited({ [`${other}/kv`]: ['tinycloud.kv/get'] })
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
  ])('refuses an ability that it does not know like one that is not held: %s', async (_, path, ability) => {
    const refusal = [401, `Unauthorized Action: ${space}/${path} / ${ability}`]
    expect(await send(open.invocation({ [`${space}/${path}`]: [ability] }))).toEqual(refusal)
    const beside = { [`${notes}a`]: ['tinycloud.kv/get'], [`${space}/${path}`]: [ability] }
    expect((await send(open.invocation(beside)))[0]).toBe(401)
  })

  test('refuses it from whoever holds it too', async () => {
    const att = unlimited({ [`${space}/sql`]: ['tinycloud.sql/*'] })
    const cid = await openSession(open.node, alice, { session: open.session, att })
    const header = open.invocation({ [`${space}/sql/a`]: ['tinycloud.sql/ddl'] }, { prf: [cid] })
    expect(await send(header)).toEqual([401, `Unauthorized Action: ${space}/sql/a / tinycloud.sql/ddl`])
  })

  test('answers 501 to several abilities of KV at once, and to DuckDB, which it was built without', async () => {
    const refusal = [501, 'Not implemented']
    const mixed = { [`${notes}a`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] }
    expect(await send(open.invocation(mixed))).toEqual(refusal)
    expect(await send(open.invocation({ [`${space}/duckdb/a`]: ['tinycloud.duckdb/read'] }))).toEqual(refusal)
  })

  test('admits the invocation of the worked vector at its time', async () => {
    const node = await startTestNode()
    node.time.now = Date.parse('2026-01-01T00:01:00Z')
    await node.delegate(testVector.delegation)
    expect(await outcome(node.invoke(testVector.invocation))).toEqual([404, 'Space not found'])
  })

  test('refuses the invocation of the worked vector with any character replaced', async () => {
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
  }, 60_000)
})
