import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from '../../testing/hostSpace.ts'
import { sessionKey, ucan } from '../../testing/independentClient.ts'
import { alice, space } from '../../testing/keyValueSession.ts'
import { sqlSession } from '../../testing/sqlSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const path = 'notes'
let open: Awaited<ReturnType<typeof sqlSession>>
beforeAll(async () => {
  open = await sqlSession()
  await open.sql({ action: 'execute', sql: 'CREATE TABLE t (a)' }, { path })
})
afterAll(() => open.node.close())

describe('limitRequest', () => {
  const statements = [
    { name: 'add', sql: 'INSERT INTO t VALUES (?)' },
    { name: 'all', sql: 'SELECT a FROM t' },
  ]

  /** A session whose right has a caveat, and a request that repeats it. */
  async function limited(caveat: object, body: object, sent: object = caveat) {
    const resource = `${space}/sql/${path}`
    const session = sessionKey(new Uint8Array(32).fill(9))
    const att = { [resource]: { 'tinycloud.sql/write': [caveat] } }
    const cid = await openSession(open.node, alice, { session, att })
    const wanted = { [resource]: { 'tinycloud.sql/write': [sent] } }
    const header = ucan(session, { att: wanted, prf: [cid], exp: open.node.time.now / 1000 + 60 })
    return outcome(open.node.invoke(header, { body: JSON.stringify(body) }))
  }

  test('runs a statement by its name, in either spelling of the action', async () => {
    for (const action of ['executeStatement', 'execute_statement']) {
      const added = await limited({ statements }, { action, name: 'add', params: [1] })
      expect([added[0], added[1].replace(/\d+}$/, 'n}')]).toEqual([200, '{"changes":1,"lastInsertRowId":n}'])
    }
    expect(await limited({ statements }, { action: 'executeStatement', name: 'all' })).toEqual([
      200,
      '{"columns":["a"],"rows":[[1],[1]],"rowCount":2}',
    ])
  })

  test('runs nothing else', async () => {
    const refusal = [401, `Unauthorized Action: ${space}/sql/${path} / tinycloud.sql/write`]
    for (const body of [
      { action: 'executeStatement', name: 'other' },
      { action: 'query', sql: 'SELECT a FROM t' },
      { action: 'export' },
    ]) {
      expect(await limited({ statements }, body)).toEqual(refusal)
    }
  })

  test('refuses an invocation that leaves its limits out', async () => {
    expect(await limited({ statements }, { action: 'query', sql: 'SELECT 1' }, {})).toEqual([
      401,
      `invocation-caveats-not-subset-of-chain: ${space}/sql/${path} / tinycloud.sql/write`,
    ])
  })

  test('readOnly takes the writing from an ability', async () => {
    const insert = { action: 'execute', sql: 'INSERT INTO t VALUES (9)' }
    expect(await limited({ readOnly: true }, insert)).toEqual([403, 'Read-only violation'])
    expect((await limited({ readOnly: true }, { action: 'query', sql: 'SELECT 1' }))[0]).toBe(200)
  })

  test('a caveat that is not understood grants nothing', async () => {
    expect((await limited({ tables: ['t'] }, { action: 'query', sql: 'SELECT 1' }))[0]).toBe(401)
  })
})
