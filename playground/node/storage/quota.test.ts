import { describe, expect, test } from 'vitest'
import { hostSpace, openSession } from '../testing/hostSpace.ts'
import { owner, sessionKey, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, space } from '../testing/keyValueSession.ts'
import { sqlSession } from '../testing/sqlSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'

const exceeded = [413, 'Storage quota would be exceeded']
const exhausted = [402, 'Storage quota exhausted']
/** Size of an empty text under a key of one character, as quotas count it. */
const emptyBytes = 256 + 1 + JSON.stringify({ 'content-type': 'text/plain;charset=UTF-8' }).length

const limited = async (storageLimitBytes: number) => sqlSession({ node: await startTestNode({ storageLimitBytes }) })

describe('createQuota', () => {
  test('accepts values up to the quota of a space, and lets the space shrink', async () => {
    const { kv } = await limited(2 * emptyBytes + 10)
    expect((await kv('put', 'a', { body: '12345' })).status).toBe(200)
    expect(await outcome(kv('put', 'b', { body: '123456' }))).toEqual(exceeded)
    expect((await kv('put', 'b', { body: '12345' })).status).toBe(200)
    expect(await outcome(kv('put', 'c', { body: '1' }))).toEqual(exhausted)
    expect((await kv('put', 'b', { body: '1' })).status).toBe(200)
    expect((await kv('del', 'a')).status).toBe(200)
    expect((await kv('put', 'c', { body: '123456789' })).status).toBe(200)
    expect(await (await kv('list', '')).json()).toEqual(['b', 'c'])
  })

  test('counts all values of a request', async () => {
    const open = await limited(500)
    const body = new FormData()
    for (const key of ['a', 'b']) body.append(key, new Blob(['123456']))
    const paths = { [`${space}/kv/a`]: ['tinycloud.kv/put'], [`${space}/kv/b`]: ['tinycloud.kv/put'] }
    expect(await outcome(open.node.invoke(open.invocation(paths), { body }))).toEqual(exceeded)
    expect(await (await open.kv('list', '')).json()).toEqual([])
  })

  test('S21: counts keys and rows, so that values without content fill a space', async () => {
    const { kv } = await limited(2 * emptyBytes)
    expect((await kv('put', 'a', { body: '' })).status).toBe(200)
    expect(await outcome(kv('put', 'k'.repeat(400), { body: '' }))).toEqual(exceeded)
    expect((await kv('put', 'b', { body: '' })).status).toBe(200)
    expect(await outcome(kv('put', 'c', { body: '' }))).toEqual(exhausted)
  })

  test('S21: counts all spaces of an owner together, and those of other owners not', async () => {
    const node = await startTestNode({ ownerLimitBytes: 2 * emptyBytes })
    const spaces = [alice.space('default'), alice.space('second'), owner(`0x${'62'.repeat(32)}`).space('default')]
    const [first, second, other] = await Promise.all(
      spaces.map(async (id, index) => {
        const account = index === 2 ? owner(`0x${'62'.repeat(32)}`) : alice
        await hostSpace(node, account, id)
        const session = sessionKey(new Uint8Array(32).fill(70 + index))
        const att = withoutCaveats({ [`${id}/kv`]: ['tinycloud.kv/put'] })
        const cid = await openSession(node, account, { session, att })
        return (key: string) => {
          const wanted = withoutCaveats({ [`${id}/kv/${key}`]: ['tinycloud.kv/put'] })
          const token = ucan(session, { att: wanted, prf: [cid], exp: node.time.now / 1_000 + 120 })
          return outcome(node.invoke(token, { body: '' }))
        }
      }),
    )
    expect([await first?.('a'), await second?.('a')].map((answer) => answer?.[0])).toEqual([200, 200])
    expect([await first?.('b'), await second?.('b')]).toEqual([exhausted, exhausted])
    expect((await other?.('a'))?.[0]).toBe(200)
  })

  test('counts databases', async () => {
    const { sql, kv, node } = await limited(20_000)
    const create = { action: 'execute', sql: 'CREATE TABLE t (a)' }
    expect((await sql(create)).status).toBe(200)
    expect(await outcome(sql({ action: 'execute', sql: 'INSERT INTO t VALUES (zeroblob(20000))' }))).toEqual(exceeded)
    expect((await sql({ action: 'query', sql: 'SELECT count(*) FROM t' })).status).toBe(200)
    expect(await outcome(kv('put', 'a', { body: 'x'.repeat(15_000) }))).toEqual(exceeded)
    await node.close()
  })
})
