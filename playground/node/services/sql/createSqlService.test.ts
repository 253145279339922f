import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from '../../testing/hostSpace.ts'
import { sessionKey, ucan, withoutCaveats } from '../../testing/independentClient.ts'
import { alice, space } from '../../testing/keyValueSession.ts'
import { allSql, sqlSession } from '../../testing/sqlSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof sqlSession>>
beforeAll(async () => {
  open = await sqlSession()
})
afterAll(() => open.node.close())

/** Names a new database for each test. */
let count = 0
const fresh = () => `db${count++}`
const execute = (sql: string, params: readonly unknown[] = []) => ({ action: 'execute', sql, params })
const query = (sql: string, more = {}) => ({ action: 'query', sql, ...more })
const makeTable = (path: string) => open.sql(execute('CREATE TABLE t (a)'), { path })

describe('createSqlService', () => {
  test('serves the requests of a bootstrap: a schema, then rows', async () => {
    const path = fresh()
    const schema = ['CREATE TABLE IF NOT EXISTS spaces (id TEXT PRIMARY KEY, type TEXT NOT NULL)']
    const carrier = 'CREATE INDEX IF NOT EXISTS by_type ON spaces (type)'
    for (const _ of [1, 2]) {
      const body = { ...execute(carrier), schema: [...schema, carrier] }
      const answer = open.sql(body, { path, verbs: ['schema', 'write'] })
      expect(await outcome(answer)).toEqual([200, '{"changes":0,"lastInsertRowId":null}'])
    }
    const insert = { sql: 'INSERT OR REPLACE INTO spaces VALUES (?, ?)', params: ['x', 'owned'] }
    const batch = open.sql({ action: 'batch', statements: [insert, insert] }, { path })
    expect(await outcome(batch)).toEqual([
      200,
      '{"results":[{"changes":1,"lastInsertRowId":1},{"changes":1,"lastInsertRowId":2}]}',
    ])
    const read = await open.sql(query('SELECT * FROM spaces'), { path, verbs: ['read'] })
    expect([read.headers.get('content-type'), await read.text()]).toEqual([
      'application/json',
      '{"columns":["id","type"],"rows":[["x","owned"]],"rowCount":1}',
    ])
  })

  test('accepts integers with all digits, booleans and bytes', async () => {
    const body = `{"action":"query","sql":"SELECT ?, ?, ?, ?","params":[9223372036854775807,true,[0,255],"1.5"]}`
    expect(await outcome(open.sql(body, { path: fresh() }))).toEqual([
      200,
      '{"columns":["?","?","?","?"],"rows":[[9223372036854775807,1,[0,255],"1.5"]],"rowCount":1}',
    ])
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['an unknown action', { action: 'drop' }],
    ['an unknown member', query('SELECT 1', { maxRow: 1 })],
    ['no statement', { action: 'query' }],
    ['an integer of 65 bits', '{"action":"query","sql":"SELECT ?","params":[9223372036854775808]}'],
    ['bytes that are none', query('SELECT ?', { params: [[256]] })],
    ['an object as value', query('SELECT ?', { params: [{}] })],
    ['no rows', query('SELECT 1', { maxRows: 0 })],
    ['too many rows', query('SELECT 1', { maxRows: 1001 })],
    ['too many bytes', query('SELECT 1', { maxBytes: 4_194_305 })],
  ])('rejects a body with %s', async (_, body) => {
    expect((await open.sql(body, { path: fresh() })).status).toBe(400)
  })

  test('rejects a body of more than 1 MiB', async () => {
    expect((await open.sql(query(`SELECT '${'x'.repeat(1_048_576)}'`), { path: fresh() })).status).toBe(413)
  })

  test.each([
    ['Parse error: near "nonsense": syntax error', 400, ['write'], execute('nonsense')],
    ['Parse error: the statement is empty', 400, ['write'], execute('')],
    ['Invalid statement: expected exactly one', 400, ['write'], query('SELECT 1; SELECT 2')],
    ['Permission denied: this kind of statement is not allowed', 403, ['write'], execute('BEGIN')],
    ['Permission denied: this kind of statement is not allowed', 403, ['*'], execute("ATTACH 'x' AS y")],
    ['Permission denied: this ability cannot change rows', 403, ['schema'], execute('INSERT INTO t VALUES (1)')],
    ['Permission denied: this ability cannot change the schema', 403, ['read'], execute('CREATE TABLE u (a)')],
    ['Read-only violation', 403, ['read'], execute('INSERT INTO t VALUES (1)')],
    ['SQLite error: no such table: missing', 400, ['read'], query('SELECT * FROM missing')],
    [
      'SQLite error: Execute returned results - did you mean to call query?',
      400,
      ['write', 'schema'],
      { ...execute('SELECT 1'), schema: ['CREATE TABLE u (a)'] },
    ],
    ['SQLite error: not authorized to use function: sqlite_version', 400, ['read'], query('SELECT sqlite_version()')],
    ['Schema error: incomplete input', 400, ['write'], { ...execute('CREATE TABLE u (a)'), schema: ['CREATE'] }],
    ['Response too large: more than 1 rows', 413, ['read'], query('VALUES (1), (2)', { maxRows: 1 })],
  ])('responds with %s', async (text, status, verbs, body) => {
    const path = fresh()
    await makeTable(path)
    expect(await outcome(open.sql(body, { path, verbs }))).toEqual([status, text])
  })

  test('reports the ability that a PRAGMA needs', async () => {
    const path = fresh()
    expect(await outcome(open.sql(query('PRAGMA user_version'), { path }))).toEqual([
      401,
      `Unauthorized Action: ${space}/sql/${path} / tinycloud.sql/admin`,
    ])
    expect((await open.sql(query('PRAGMA user_version'), { path, verbs: ['admin'] })).status).toBe(200)
  })

  test('exports a file', async () => {
    const path = fresh()
    expect(await outcome(open.sql({ action: 'export' }, { path }))).toEqual([404, 'Database not found'])
    await makeTable(path)
    const exported = await open.sql({ action: 'export' }, { path, verbs: ['read'] })
    expect(exported.headers.get('content-type')).toBe('application/x-sqlite3')
    expect((await exported.text()).slice(0, 15)).toBe('SQLite format 3')
  })

  test('separates databases by their whole path, and uses default without one', async () => {
    const path = fresh()
    await makeTable(path)
    const missing = [400, 'SQLite error: no such table: t']
    expect(await outcome(open.sql(query('SELECT * FROM t'), { path: `x/${path}` }))).toEqual(missing)
    await makeTable('')
    expect((await open.sql(query('SELECT * FROM t'), { path: 'default' })).status).toBe(200)
  })

  const write = ['tinycloud.sql/write']
  const ask = (abilities: Record<string, readonly string[]>, body: object = query('SELECT 1')) =>
    outcome(open.node.invoke(open.invocation(abilities), { body: JSON.stringify(body) }))

  test.each([
    ['two paths', [`${space}/sql/a`, `${space}/sql/b`], 'database paths'],
    ['a path and one below it', [`${space}/sql/a`, `${space}/sql/a/b`], 'database paths'],
    ['an empty path and another', [`${space}/sql/`, `${space}/sql/a`], 'database paths'],
    ['three, of which two are one', [`${space}/sql`, `${space}/sql/a`, `${space}/sql/b`], 'database paths'],
    ['two spaces', [`${space}/sql/a`, `${alice.space('other')}/sql/a`], 'spaces'],
  ])('rejects a token with %s', async (_, resources, what) => {
    expect(await ask(Object.fromEntries(resources.map((resource) => [resource, write])))).toEqual([
      400,
      `Ambiguous sql capabilities span multiple ${what}`,
    ])
  })

  test('uses the database that a token names, next to a capability on the whole service', async () => {
    const path = `${fresh()}/main.db`
    const [whole, exact] = [`${space}/sql`, `${space}/sql/${path}`]
    expect((await ask({ [whole]: write, [exact]: write }, execute('CREATE TABLE t (a)')))[0]).toBe(200)
    expect((await ask({ [whole]: ['tinycloud.sql/read'], [exact]: write }, query('SELECT * FROM t')))[0]).toBe(200)
    expect((await outcome(open.sql(query('SELECT * FROM t'), { path })))[0]).toBe(200)
    expect((await outcome(open.sql(query('SELECT * FROM t'), { path: 'main.db' })))[0]).toBe(400)
  })

  test('uses the default database if a token names none', async () => {
    expect((await ask({ [`${space}/sql`]: write }, execute('CREATE TABLE whole (a)')))[0]).toBe(200)
    expect((await outcome(open.sql(query('SELECT * FROM whole'), { path: 'default' })))[0]).toBe(200)
  })

  test('a capability on one database does not cover the whole service', async () => {
    const session = sessionKey(new Uint8Array(32).fill(8))
    const att = withoutCaveats({ [`${space}/sql/a`]: allSql })
    const cid = await openSession(open.node, alice, { session, att })
    const wanted = withoutCaveats({ [`${space}/sql`]: write, [`${space}/sql/a`]: write })
    const header = ucan(session, { att: wanted, prf: [cid], exp: open.node.time.now / 1000 + 60 })
    expect(await outcome(open.node.invoke(header, { body: JSON.stringify(query('SELECT 1')) }))).toEqual([
      401,
      `Unauthorized Action: ${space}/sql / tinycloud.sql/write`,
    ])
  })

  test('ignores KV capabilities in the token, which must be held nevertheless', async () => {
    expect((await ask({ [`${space}/sql/a`]: write, [`${space}/kv/a`]: ['tinycloud.kv/put'] }))[0]).toBe(200)
    const foreign = { [`${space}/sql/a`]: write, [`${alice.space('other')}/kv/a`]: ['tinycloud.kv/put'] }
    expect((await ask(foreign))[0]).toBe(401)
  })

  test('a capability on a path does not cover another path', async () => {
    const session = sessionKey(new Uint8Array(32).fill(8))
    const cid = await openSession(open.node, alice, { session, att: withoutCaveats({ [`${space}/sql/a`]: allSql }) })
    const send = (path: string, verb = 'read') => {
      const att = withoutCaveats({ [`${space}/sql/${path}`]: [`tinycloud.sql/${verb}`] })
      const header = ucan(session, { att, prf: [cid], exp: open.node.time.now / 1000 + 60 })
      return outcome(open.node.invoke(header, { body: JSON.stringify(query('SELECT 1')) }))
    }
    expect((await send('a'))[0]).toBe(200)
    expect((await send('a', 'select'))[0]).toBe(200)
    for (const path of ['b', 'ab', '', 'default']) {
      expect(await send(path)).toEqual([401, `Unauthorized Action: ${space}/sql/${path} / tinycloud.sql/read`])
    }
  })

  test('loses no concurrent write', async () => {
    const path = fresh()
    await makeTable(path)
    const writes = Array.from({ length: 20 }, (_, n) => open.sql(execute('INSERT INTO t VALUES (?)', [n]), { path }))
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(Array(20).fill(200))
    const counted = await outcome(open.sql(query('SELECT count(*) FROM t'), { path }))
    expect(counted[1]).toContain('"rows":[[20]]')
  })

  test('terminates a function that cannot be interrupted, and continues with the next request', async () => {
    const path = fresh()
    const slow = "SELECT instr(printf('%.*c', 2000000, 'a'), printf('%.*c', 100000, 'a') || 'b')"
    const [ended, next] = await Promise.all([
      outcome(open.sql(query(slow), { path })),
      outcome(open.sql(query('SELECT 1'), { path: fresh() })),
    ])
    expect(ended).toEqual([400, 'SQLite error: the statement ran too long'])
    expect(next[0]).toBe(200)
  })

  test('serves other requests while a statement runs', async () => {
    const endless = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
    const answered: string[] = []
    const running = outcome(open.sql(query(endless), { path: fresh() })).finally(() => answered.push('sql'))
    expect((await open.node.get('/info')).status).toBe(200)
    answered.push('info')
    expect((await running)[0]).toBe(400)
    expect(answered).toEqual(['info', 'sql'])
  })
})
