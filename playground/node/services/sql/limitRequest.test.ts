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

  /** Opens a session whose capability has a caveat, and sends a request that repeats it. */
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
    const expected = [401, `Unauthorized Action: ${space}/sql/${path} / tinycloud.sql/write`]
    for (const body of [
      { action: 'executeStatement', name: 'other' },
      { action: 'query', sql: 'SELECT a FROM t' },
      { action: 'export' },
    ]) {
      expect(await limited({ statements }, body)).toEqual(expected)
    }
  })

  test('rejects an invocation without its caveats', async () => {
    expect(await limited({ statements }, { action: 'query', sql: 'SELECT 1' }, {})).toEqual([
      401,
      `invocation-caveats-not-subset-of-chain: ${space}/sql/${path} / tinycloud.sql/write`,
    ])
  })

  test('readOnly removes write access from an ability', async () => {
    const insert = { action: 'execute', sql: 'INSERT INTO t VALUES (9)' }
    expect(await limited({ readOnly: true }, insert)).toEqual([403, 'Read-only violation'])
    expect((await limited({ readOnly: true }, { action: 'query', sql: 'SELECT 1' }))[0]).toBe(200)
  })

  test('an unknown caveat grants nothing', async () => {
    expect((await limited({ tables: ['t'] }, { action: 'query', sql: 'SELECT 1' }))[0]).toBe(401)
  })

  const mode = 'constrained-statements'
  const pinned = { name: 'one', sql: 'SELECT ? AS a, ? AS b', fixedParams: [{ index: 1, value: 'mine' }] }
  const constrained = { mode, readOnly: true, statements: [pinned, ...statements] }
  const call = (name: string, params?: readonly unknown[]) => ({ action: 'executeStatement', name, params })

  test.each([
    ['unwrapped', constrained],
    ['inside its name', { [mode]: constrained }],
  ])('the upstream mode runs only its statements, with the parameters it binds, %s', async (_, caveat) => {
    expect(await limited(caveat, call('one', [1]))).toEqual([
      200,
      '{"columns":["a","b"],"rows":[[1,"mine"]],"rowCount":1}',
    ])
    expect((await limited(caveat, call('one')))[1]).toContain('"rows":[[null,"mine"]]')
  })

  test.each([
    ['sql-fixed-param-override', call('one', [1, 2])],
    ['sql-fixed-param-override', call('one', [1, null])],
    ['sql-fixed-param-override', call('one', [1, 'mine'])],
    ['sql-statement-not-allowed', call('other')],
    ['sql-raw-query-blocked', { action: 'query', sql: 'SELECT ? AS a, ? AS b', params: [1, 2] }],
    ['sql-raw-execute-blocked', { action: 'execute', sql: 'INSERT INTO t VALUES (7)' }],
    ['sql-batch-blocked', { action: 'batch', statements: [] }],
    ['sql-export-blocked', { action: 'export' }],
    ['Read-only violation', call('add', [7])],
  ])('the upstream mode rejects with %s', async (text, body) => {
    expect(await limited(constrained, body)).toEqual([403, text])
  })

  test('the upstream mode is read-only, whatever readOnly says', async () => {
    const caveat = { ...constrained, readOnly: false }
    expect(await limited(caveat, call('add', [7]))).toEqual([403, 'Read-only violation'])
  })

  test('binds values of every type unchanged', async () => {
    const values = [null, true, false, 7, 1.5, "x' OR 1=1 --"]
    const sql = `SELECT ${values.map((_, index) => `? AS v${index}`)}`
    const fixedParams = values.map((value, index) => ({ index, value }))
    const [status, text] = await limited({ statements: [{ name: 'all', sql, fixedParams }] }, call('all'))
    expect([status, JSON.parse(text).rows]).toEqual([200, [[null, 1, 0, 7, 1.5, "x' OR 1=1 --"]]])
  })

  test.each([
    ['another mode', { ...constrained, mode: 'free' }],
    ['a mode without statements', { mode, readOnly: true }],
    ['a mode that does not say whether it reads', { mode, statements }],
    ['an invalid index', { statements: [{ ...pinned, fixedParams: [{ index: -1, value: 1 }] }] }],
    ['a place beyond all', { statements: [{ ...pinned, fixedParams: [{ index: 2 ** 31, value: 1 }] }] }],
    ['a place bound twice', { statements: [{ ...pinned, fixedParams: [1, 2].map((value) => ({ index: 1, value })) }] }],
    ['a value that no column holds', { statements: [{ ...pinned, fixedParams: [{ index: 1, value: {} }] }] }],
  ])('a caveat with %s grants nothing', async (_, caveat) => {
    expect((await limited(caveat, call('one', [1])))[0]).toBe(401)
  })

  test('an invocation may omit statements and bind more parameters, but not change them', async () => {
    const narrower = { ...pinned, fixedParams: [...pinned.fixedParams, { index: 0, value: 'own' }] }
    const sent = (statements: readonly object[]) => limited(constrained, call('one'), { ...constrained, statements })
    expect((await sent([narrower]))[1]).toContain('"rows":[["own","mine"]]')
    for (const statement of [
      { ...pinned, fixedParams: [] },
      { ...pinned, fixedParams: [{ index: 1, value: 'yours' }] },
      { name: 'one', sql: pinned.sql },
      { ...pinned, sql: 'SELECT a FROM t' },
      { name: 'two', sql: 'SELECT a FROM t' },
    ]) {
      expect((await sent([statement, pinned]))[1]).toMatch(/^invocation-caveats-not-subset-of-chain/)
    }
  })
})
