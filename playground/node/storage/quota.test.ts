import { describe, expect, test } from 'vitest'
import { space } from '../testing/keyValueSession.ts'
import { sqlSession } from '../testing/sqlSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'

const exceeded = [413, 'Storage quota would be exceeded']
const exhausted = [402, 'Storage quota exhausted']
const limited = async (storageLimitBytes: number) => sqlSession({ node: await startTestNode({ storageLimitBytes }) })

describe('createQuota', () => {
  test('accepts values up to the quota of a space, and lets the space shrink', async () => {
    const { kv } = await limited(10)
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
    const open = await limited(10)
    const body = new FormData()
    for (const key of ['a', 'b']) body.append(key, new Blob(['123456']))
    const paths = { [`${space}/kv/a`]: ['tinycloud.kv/put'], [`${space}/kv/b`]: ['tinycloud.kv/put'] }
    expect(await outcome(open.node.invoke(open.invocation(paths), { body }))).toEqual(exceeded)
    expect(await (await open.kv('list', '')).json()).toEqual([])
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
