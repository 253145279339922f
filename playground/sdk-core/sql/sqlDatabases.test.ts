import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { clientsOf, testClock } from '../testing/clientsOf.ts'
import { alice } from '../testing/wallets.ts'
import type { TinyCloudClient } from '../tinyCloudClient.ts'
import { createSqlDatabases } from './createSqlDatabases.ts'

describe('SqlDatabases at a node', () => {
  test('creates a table, writes to it and reads it back', async () => {
    const { sql } = await signedIn()
    const schema = ['CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)']
    const insert = 'INSERT INTO notes (text) VALUES (?)'
    expect(await sql.execute(insert, ['first'], { schema })).toEqual({
      ok: true,
      data: { changes: 1, lastInsertRowId: 1 },
    })
    expect(await sql.execute(insert, ['second'], { schema })).toMatchObject({ data: { lastInsertRowId: 2 } })
    expect(await sql.query('SELECT id, text FROM notes WHERE id > ? ORDER BY id', [0])).toEqual({
      ok: true,
      data: {
        columns: ['id', 'text'],
        rows: [
          [1, 'first'],
          [2, 'second'],
        ],
        rowCount: 2,
      },
    })
  })

  test('returns every type of value, integers with all digits', async () => {
    const { sql } = await signedIn()
    const largest = 2n ** 63n - 1n
    const values = [null, 1, 2n, -largest, 1.5, 'héllo "x" \u0000', new Uint8Array([0, 255]), true]
    const query = await sql.query(`SELECT ${values.map(() => '?').join(', ')}`, values)
    const expected = [null, 1, 2, -largest, 1.5, 'héllo "x" \u0000', new Uint8Array([0, 255]), 1]
    expect(query).toMatchObject({ ok: true, data: { rows: [expected] } })
  })

  test('a batch runs its statements in order', async () => {
    const { sql } = await signedIn()
    const batch = await sql.batch([
      { sql: 'CREATE TABLE t (a INTEGER)' },
      { sql: 'INSERT INTO t VALUES (?), (?)', params: [1, 2n ** 60n] },
      { sql: 'DELETE FROM t WHERE a = ?', params: [1] },
    ])
    expect(batch).toMatchObject({ ok: true, data: [{ changes: 0 }, { changes: 2 }, { changes: 1 }] })
    expect(await sql.query('SELECT a FROM t')).toMatchObject({ data: { rows: [[2n ** 60n]] } })
  })

  test('separates databases', async () => {
    const { sql } = await signedIn()
    await sql.database('one').execute('CREATE TABLE t (a)')
    expect(await sql.database('one').query('SELECT * FROM t')).toMatchObject({ ok: true })
    expect(await sql.database('two').query('SELECT * FROM t')).toMatchObject({ ok: false })
    await sql.database('default').execute('CREATE TABLE same (a)')
    expect(await sql.query('SELECT * FROM same')).toMatchObject({ ok: true })
  })

  test.each<[string, (tinycloud: TinyCloudClient) => Promise<unknown>, string]>([
    [
      'execute of a statement with rows',
      ({ sql }) => sql.execute('SELECT 1'),
      'SQLite error: Execute returned results',
    ],
    ['two statements in one text', ({ sql }) => sql.query('SELECT 1; SELECT 2'), 'Invalid statement'],
    ['what is no SQL', ({ sql }) => sql.query('SELEKT 1'), 'Parse error'],
    ['a query that writes', ({ sql }) => sql.query('CREATE TABLE t (a)'), 'Permission denied'],
    ['another file', ({ sql }) => sql.execute("ATTACH 'x' AS x"), 'Permission denied'],
    [
      'a schema that fails',
      ({ sql }) => sql.execute('CREATE TABLE t (a)', [], { schema: ['DROP TABLE no'] }),
      'Schema',
    ],
    ['more rows than asked for', ({ sql }) => sql.query('SELECT 1 UNION SELECT 2', [], { maxRows: 1 }), 'Response too'],
  ])('returns sql_rejected for %s, with the reason', async (_, run, received) => {
    expect(await run(await signedIn())).toMatchObject({
      ok: false,
      error: { code: 'sql_rejected', details: { received: expect.stringContaining(received) } },
    })
  })

  test('returns session_rejected if the session does not cover the database', async () => {
    const tinycloud = await signedIn()
    expect(await tinycloud.space('account').sql.query('SELECT 1')).toMatchObject({
      ok: false,
      error: { code: 'session_rejected' },
    })
  })

  test('opens the account’s index in another space', async () => {
    const tinycloud = await signedIn()
    const index = tinycloud.space('account').sql.database('account')
    const schema = ['CREATE TABLE IF NOT EXISTS spaces (space_id TEXT PRIMARY KEY)']
    expect(await index.execute('INSERT INTO spaces VALUES (?)', ['a'], { schema })).toMatchObject({ ok: true })
    expect(await index.query('SELECT * FROM spaces')).toMatchObject({ data: { rows: [['a']] } })
  })
})

describe('createSqlDatabases', () => {
  const sent: string[] = []
  let answer = '{"columns":["a"],"rows":[],"rowCount":0}'
  const databases = createSqlDatabases(async ({ service, path, verb }, { body } = {}) => {
    sent.push(`${service}/${path} ${verb} ${String(body)}`)
    return new Response(answer)
  })
  beforeAll(() => {
    sent.length = 0
  })

  test('writes the documented body', async () => {
    await databases.query('SELECT ?', [2n ** 62n], { maxRows: 5, maxBytes: 100 })
    expect(sent.pop()).toBe(
      'sql/default read {"action":"query","sql":"SELECT ?","params":[4611686018427387904],"maxRows":5,"maxBytes":100}',
    )
    await databases.database('account').execute('DELETE FROM a', [], { schema: ['CREATE TABLE a (b)'] })
    expect(sent.pop()).toBe(
      'sql/account write {"action":"execute","sql":"DELETE FROM a","params":[],"schema":["CREATE TABLE a (b)"]}',
    )
    await databases.batch([{ sql: 'DELETE FROM a WHERE b = ?', params: ['"'] }])
    expect(sent.pop()).toBe(
      'sql/default write {"action":"batch","statements":[{"sql":"DELETE FROM a WHERE b = ?","params":["\\""]}]}',
    )
  })

  test.each([
    '',
    '{',
    '[]',
    '{"columns":[],"rows":[[{}]],"rowCount":1}',
    '{"columns":[],"rows":[[[256]]],"rowCount":1}',
  ])('rejects the response %j', async (text) => {
    answer = text
    expect(await databases.query('SELECT 1')).toMatchObject({ ok: false, error: { code: 'node_rejected' } })
  })

  test.each(['', 'a/b', 'a b', '%61', 'a'.repeat(129)])('rejects the name %j', (name) => {
    expect(() => databases.database(name)).toThrow(expect.objectContaining({ code: 'name_invalid' }))
  })

  test('sends nothing for an invalid parameter', async () => {
    expect(await databases.query('SELECT ?', [Number.NaN])).toMatchObject({ error: { code: 'value_invalid' } })
    expect(sent.some((line) => line.includes('NaN'))).toBe(false)
  })
})

async function signedIn(): Promise<TinyCloudClient> {
  const clock = testClock()
  const node = await createNode({ dataDir: ':memory:', clock })
  onTestFinished(() => node.close())
  const { tinycloud } = clientsOf(node, clock)(alice)
  await tinycloud.signIn()
  return tinycloud
}
