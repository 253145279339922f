import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { maxSqlDatabaseBytes } from '../../../limits.ts'
import { effectiveRights } from '../sqlRights.ts'
import { loadSqlite, type Sqlite } from './loadSqlite.ts'
import { runSqlJob } from './runSqlJob.ts'
import type { SqlRequest, SqlValue } from './sqlJob.ts'

let sqlite: Sqlite
beforeAll(async () => {
  sqlite = await loadSqlite()
})
let database: Uint8Array | undefined
beforeEach(() => {
  database = undefined
  run(['write'], execute('CREATE TABLE t (id INTEGER PRIMARY KEY, a, b REAL, c TEXT)'))
})

const execute = (sql: string, params: readonly SqlValue[] = [], schema: readonly string[] = []): SqlRequest => ({
  action: 'execute',
  schema,
  statement: { sql, params },
})
const query = (sql: string, params: readonly SqlValue[] = [], bounds = {}): SqlRequest => ({
  action: 'query',
  statement: { sql, params },
  bounds: { maxRows: Number.POSITIVE_INFINITY, maxBytes: maxSqlDatabaseBytes, ...bounds },
})
const batch = (...statements: readonly string[]): SqlRequest => ({
  action: 'batch',
  statements: statements.map((sql) => ({ sql, params: [] })),
})

/** Runs a request against the database of the test. @returns its JSON, or the refusal's code and detail */
function run(verbs: readonly string[], request: SqlRequest): unknown {
  const capabilities = verbs.map((verb) => ({ resource: '', ability: `tinycloud.sql/${verb}`, caveats: [] }))
  const effective = effectiveRights(capabilities)
  if (!effective) throw new Error('No such ability.')
  const outcome = runSqlJob(sqlite, { database, rights: effective.rights, request })
  database = outcome.database ?? database
  if ('refusal' in outcome.answer) return [outcome.answer.refusal.code, outcome.answer.refusal.detail]
  return 'json' in outcome.answer.reply ? JSON.parse(outcome.answer.reply.json) : outcome.answer.reply.file
}
const rows = (sql: string, params: readonly SqlValue[] = []) => {
  const answer = run(['read'], query(sql, params))
  return answer instanceof Object && 'rows' in answer ? answer.rows : answer
}
const denied = (detail: string) => ['sql_permission', detail]
const codeOf = (answer: unknown) => (Array.isArray(answer) ? answer[0] : 'allowed')

describe('runSqlJob: what a request gets', () => {
  test('query answers columns, rows and their number', () => {
    run(['write'], execute('INSERT INTO t (a, b, c) VALUES (?, ?, ?)', [1n, 2.5, 'x']))
    expect(run(['read'], query('SELECT a, b, c FROM t'))).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [[1, 2.5, 'x']],
      rowCount: 1,
    })
  })

  test('execute answers what changed, and the row only of an INSERT', () => {
    expect(run(['write'], execute('INSERT INTO t (a) VALUES (1), (2)'))).toEqual({ changes: 2, lastInsertRowId: 2 })
    expect(run(['write'], execute('UPDATE t SET a = 3'))).toEqual({ changes: 2, lastInsertRowId: null })
    expect(run(['write'], execute('CREATE TABLE u (a)'))).toEqual({ changes: 0, lastInsertRowId: null })
    expect(run(['write'], execute('DELETE FROM t'))).toEqual({ changes: 2, lastInsertRowId: null })
  })

  test('execute runs its schema first, twice with the same outcome', () => {
    const request = execute('CREATE INDEX IF NOT EXISTS u_a ON u (a)', [], ['CREATE TABLE IF NOT EXISTS u (a)'])
    for (const _ of [1, 2]) expect(run(['schema'], request)).toEqual({ changes: 0, lastInsertRowId: null })
  })

  test('execute does all or nothing', () => {
    expect(run(['write'], execute('INSERT INTO missing VALUES (1)', [], ['CREATE TABLE u (a)']))).toEqual([
      'sql_failed',
      'no such table: missing',
    ])
    expect(rows('SELECT * FROM u')).toEqual(['sql_failed', 'no such table: u'])
  })

  test('batch runs one by one, and what ran stands when a later one fails', () => {
    const request = batch('CREATE TABLE u (a UNIQUE)', 'INSERT INTO u VALUES (1)', 'INSERT INTO u VALUES (1)')
    expect(run(['write'], request)).toEqual(['sql_failed', 'UNIQUE constraint failed: u.a'])
    expect(rows('SELECT a FROM u')).toEqual([[1]])
  })

  test('batch runs none when one of them is not allowed', () => {
    expect(run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'PRAGMA user_version'))).toEqual([
      'unauthorized_action',
      'PRAGMA',
    ])
    expect(run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'nonsense'))).toEqual([
      'sql_parse',
      'near "nonsense": syntax error',
    ])
    expect(rows('SELECT a FROM t')).toEqual([])
  })

  test('a named statement reads or writes', () => {
    const named = (sql: string): SqlRequest => ({
      action: 'named',
      statement: { sql, params: [] },
      bounds: { maxRows: 10, maxBytes: 1_000 },
    })
    expect(run(['write'], named('INSERT INTO t (a) VALUES (1)'))).toEqual({ changes: 1, lastInsertRowId: 1 })
    expect(run(['read'], named('SELECT a FROM t'))).toEqual({ columns: ['a'], rows: [[1]], rowCount: 1 })
  })

  test('export answers a file that SQLite reads', () => {
    expect(Buffer.from(run(['read'], { action: 'export' }) as Uint8Array).toString('latin1', 0, 15)).toBe(
      'SQLite format 3',
    )
    expect(run(['schema'], { action: 'export' })).toEqual(denied('this ability reads no rows'))
    database = undefined
    expect(run(['read'], { action: 'export' })).toEqual(['sql_database_not_found', undefined])
  })

  test('RC1: refuses to execute what returns rows', () => {
    const refusal = ['sql_failed', 'Execute returned results - did you mean to call query?']
    for (const sql of ['SELECT 1', 'VALUES (1)', 'INSERT INTO t (a) VALUES (1) RETURNING a']) {
      expect(run(['write'], execute(sql))).toEqual(refusal)
      expect(run(['write'], batch(sql))).toEqual(refusal)
    }
    expect(run(['write'], execute('SELECT 1', [], ['CREATE TABLE u (a)']))).toEqual(refusal)
    expect(rows('SELECT a FROM t')).toEqual([])
  })

  test('tells a broken schema apart from a broken statement', () => {
    expect(run(['write'], execute('CREATE TABLE u (a)', [], ['CREATE TABLE']))).toEqual([
      'sql_schema',
      'incomplete input',
    ])
    expect(run(['write'], execute('CREATE TABLE u (a)', [], ['SELECT 1']))).toEqual([
      'sql_schema',
      'Execute returned results - did you mean to call query?',
    ])
  })
})

describe('runSqlJob: values', () => {
  test.each<readonly [string, SqlValue, unknown]>([
    ['null', null, null],
    ['the largest integer', 2n ** 63n - 1n, 'integer 9223372036854775807'],
    ['the smallest integer', -(2n ** 63n), 'integer -9223372036854775808'],
    ['a real', 0.1, 'real 0.1'],
    ['a text with a NUL', 'a\0b', 'text 610062'],
    ['a text beyond the BMP', '🔑', 'text F09F9491'],
    ['bytes', Uint8Array.of(0, 255), 'blob 00FF'],
    ['no bytes', new Uint8Array(), 'blob '],
    ['an empty text', '', 'text '],
  ])('keeps %s', (_, value, shown) => {
    expect(run(['write'], execute('INSERT INTO t (a) VALUES (?)', [value]))).toMatchObject({ changes: 1 })
    const text = "CASE typeof(a) WHEN 'integer' THEN a WHEN 'real' THEN a ELSE hex(a) END"
    const expected = shown === null ? `null ` : shown
    expect(rows(`SELECT typeof(a) || ' ' || ${text} FROM t`)).toEqual([[expected]])
  })

  test('writes integers with all their digits, reals with a point, bytes as a list', () => {
    const request = query("SELECT 9223372036854775807, 2.0, 1e300, x'00ff', 9e999")
    const outcome = runSqlJob(sqlite, { database, rights: { ...noRights, read: true }, request })
    expect(outcome.answer).toMatchObject({
      reply: { json: expect.stringContaining('[9223372036854775807,2.0,1e+300,[0,255],null]') },
    })
  })

  test('refuses another number of parameters', () => {
    expect(run(['read'], query('SELECT ?, ?', [1n]))).toEqual(['sql_failed', '2 parameters are wanted'])
    expect(run(['read'], query('SELECT 1', [1n]))).toEqual(['sql_failed', '0 parameters are wanted'])
  })
})

describe('runSqlJob: one statement, and one that can be read', () => {
  test.each(['', '  ', '-- nothing', ';'])('refuses an empty statement: %j', (sql) => {
    expect(run(['write'], execute(sql))).toEqual(['sql_parse', 'the statement is empty'])
  })

  test.each(['SELECT 1; SELECT 2', 'SELECT 1; DROP TABLE t', 'SELECT 1; nonsense', 'SELECT 1;\0DROP TABLE t'])(
    'refuses more than one: %j',
    (sql) => {
      expect(run(['*'], query(sql))).toEqual(['sql_statement', 'exactly one is wanted'])
    },
  )

  test.each(['SELECT 1;', 'SELECT 1; -- done', '/* one */ SELECT 1;; /* done */ ;', '\uFEFFSELECT 1'])(
    'reads past comments and semicolons: %j',
    (sql) => {
      expect(run(['read'], query(sql))).toMatchObject({ rowCount: 1 })
    },
  )

  test.each(['nonsense', 'SELEC 1', 'SELECT', "SELECT 'open", 'SELECT $'])('refuses what is no SQL: %s', (sql) => {
    expect(run(['read'], query(sql))).toEqual(['sql_parse', expect.any(String)])
  })
})

const noRights = { read: false, write: false, define: false, pragma: false }

describe('runSqlJob: abilities', () => {
  const define = 'CREATE TABLE u (a)'
  const insert = 'INSERT INTO t (a) VALUES (1)'
  test.each([
    ['read', insert, ['sql_read_only', undefined]],
    ['read', 'UPDATE t SET a = 1', ['sql_read_only', undefined]],
    ['read', 'DELETE FROM t', ['sql_read_only', undefined]],
    ['select', insert, ['sql_read_only', undefined]],
    ['read', define, denied('this ability changes no schema')],
    ['read', 'DROP TABLE t', denied('this ability changes no schema')],
    ['read', 'DROP TABLE IF EXISTS missing', denied('this ability changes no schema')],
    ['schema', insert, denied('this ability changes no rows')],
    ['schema', 'DELETE FROM t', denied('this ability changes no rows')],
    ['schema', 'CREATE TABLE u AS SELECT * FROM t', denied('this ability reads no rows')],
    ['schema', 'CREATE TABLE u AS VALUES (1)', denied('this ability reads no rows')],
    ['admin', insert, denied('this ability changes no rows')],
    ['write', 'PRAGMA user_version = 1', ['unauthorized_action', 'PRAGMA']],
    ['schema', 'PRAGMA user_version = 1', ['unauthorized_action', 'PRAGMA']],
  ])('%s may not %s', (verb, sql, refusal) => {
    expect(run([verb], execute(sql))).toEqual(refusal)
  })

  test.each([
    ['write', insert],
    ['write', define],
    ['*', insert],
    ['schema', define],
    ['admin', define],
    ['admin', 'PRAGMA user_version = 1'],
    ['*', 'PRAGMA user_version = 1'],
    ['schema', 'CREATE UNIQUE INDEX t_a ON t (a)'],
    ['schema', 'CREATE VIEW v AS SELECT a FROM t'],
    ['schema', 'ALTER TABLE t RENAME TO u'],
    ['schema', 'ALTER TABLE t RENAME COLUMN a TO d'],
    ['schema', "ALTER TABLE t ADD COLUMN d TEXT NOT NULL DEFAULT ''"],
    ['schema', 'ALTER TABLE t ADD COLUMN d CHECK (d > 1)'],
    ['schema', 'ALTER TABLE t DROP COLUMN a'],
    ['schema', 'DROP TABLE t'],
    ['write', 'CREATE TABLE u AS SELECT * FROM t'],
    ['write', 'CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT, a UNIQUE CHECK (length(a) > 1))'],
  ])('%s may %s', (verb, sql) => {
    expect(run([verb], execute(sql))).toMatchObject({ changes: expect.any(Number) })
  })

  test('schema and admin read nothing', () => {
    for (const verb of ['schema', 'admin']) {
      expect(run([verb], query('SELECT a FROM t'))).toEqual(denied('this ability reads no rows'))
      expect(run([verb], query("SELECT a FROM t WHERE a = 'x'"))).toEqual(denied('this ability reads no rows'))
    }
  })

  test('of several abilities, the first counts: write, schema, admin, *, read', () => {
    expect(run(['read', 'write'], execute(insert))).toMatchObject({ changes: 1 })
    expect(run(['*', 'schema'], execute(insert))).toEqual(denied('this ability changes no rows'))
    expect(run(['admin', 'write'], execute('PRAGMA user_version = 1'))).toEqual(['unauthorized_action', 'PRAGMA'])
  })
})

describe('runSqlJob: what no ability allows', () => {
  test.each([
    'ATTACH ":memory:" AS other',
    'DETACH main',
    'BEGIN',
    'COMMIT',
    'SAVEPOINT a',
    'ANALYZE',
    'REINDEX',
    'VACUUM',
    "VACUUM INTO '/tmp/copy.db'",
    '/* */ -- \n ; \uFEFF VACUUM',
    '/* create */ VACUUM',
    'EXPLAIN SELECT 1',
    'EXPLAIN QUERY PLAN SELECT 1',
    'CREATE TEMP TABLE u (a)',
    'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END',
    'CREATE VIRTUAL TABLE f USING fts5(a)',
    'CREATE VIRTUAL TABLE d USING dbstat',
  ])('%s', (sql) => {
    run(['write'], execute('CREATE INDEX t_a ON t (a)'))
    for (const request of [execute(sql), query(sql), batch(sql)]) {
      expect(codeOf(run(['*'], request))).toBe('sql_permission')
    }
  })

  test.each(['sqlite_dbpage', 'dbstat', 'sqlite_stmt', "bytecode('SELECT 1')", "tables_used('SELECT 1')", 'DBSTAT'])(
    'reading %s',
    (table) => {
      expect(run(['*'], query(`SELECT * FROM ${table}`))).toEqual(['sql_permission', expect.stringMatching(/^table /)])
      expect(run(['*'], query(`SELECT count(*) FROM ${table}`))).toEqual(['sql_permission', expect.any(String)])
    },
  )

  test('writing to the pages or the schema of the file', () => {
    expect(run(['*'], execute('UPDATE sqlite_dbpage SET data = NULL'))).toEqual(denied('table sqlite_dbpage'))
    for (const sql of ['DELETE FROM sqlite_schema', "UPDATE sqlite_master SET sql = ''", 'DROP TABLE sqlite_master']) {
      expect(codeOf(run(['*'], execute(sql)))).toMatch(/^sql_/)
    }
    expect(rows("SELECT name FROM sqlite_master WHERE type = 'table'")).toEqual([['t']])
  })

  test.each([
    'writable_schema = 1',
    'hard_heap_limit',
    'max_page_count = 1',
    'journal_mode = off',
    'trusted_schema = 1',
  ])('PRAGMA %s', (pragma) => {
    const name = pragma.split(' ')[0]
    for (const verb of ['admin', '*']) {
      expect(run([verb], query(`PRAGMA ${pragma}`))).toEqual(denied(`PRAGMA ${name}`))
    }
  })

  test('a PRAGMA as a table, without the right to any', () => {
    expect(rows("SELECT * FROM pragma_table_info('t')")).toEqual(['unauthorized_action', 'PRAGMA'])
    expect(run(['*'], query("SELECT name FROM pragma_table_info('t')"))).toMatchObject({ rowCount: 4 })
    expect(run(['*'], query('SELECT * FROM pragma_hard_heap_limit'))).toEqual(denied('PRAGMA hard_heap_limit'))
  })

  test.each([
    'sqlite_version()',
    "load_extension('x')",
    "readfile('/etc/passwd')",
    "writefile('x', 'y')",
    'sqlite_offset(a)',
    "fts5('x')",
    "sqlite_rename_test('main', 'a', 'b', 1, '', 1)",
  ])('the function %s', (call) => {
    expect(codeOf(rows(`SELECT ${call} FROM t`))).toBe('sql_failed')
    expect(codeOf(run(['*'], execute(`CREATE TABLE u (a CHECK (${call}))`)))).toBe('sql_failed')
  })
})

describe('runSqlJob: bounds', () => {
  const count = (limit: number) =>
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${limit}) SELECT i FROM n`

  test('refuses more rows or bytes than the reader wants', () => {
    expect(run(['read'], query(count(10), [], { maxRows: 10 }))).toMatchObject({ rowCount: 10 })
    expect(run(['read'], query(count(11), [], { maxRows: 10 }))).toEqual(['response_too_large', 'more than 10 rows'])
    expect(run(['read'], query(count(10), [], { maxBytes: 20 }))).toEqual(['response_too_large', 'more than 20 bytes'])
  })

  test('refuses an answer of more than 10 MiB', () => {
    const sql = `SELECT hex(zeroblob(500000)) FROM (${count(12)})`
    expect(rows(sql)).toEqual(['response_too_large', `more than ${maxSqlDatabaseBytes} bytes`])
  })

  test('ends a query without end', () => {
    const started = performance.now()
    const sql = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
    expect(rows(sql)).toEqual(['sql_failed', 'the statement ran too long'])
    expect(performance.now() - started).toBeLessThan(2_400)
  })

  test('refuses a database of more than 10 MiB, and keeps it as it was', () => {
    const fill = `INSERT INTO t (a) SELECT randomblob(1000000) FROM (${count(12)})`
    expect(run(['write'], execute(fill))).toEqual(['response_too_large', 'the database'])
    expect(rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('refuses a value, and a statement, that needs too much memory', () => {
    const refusal = ['response_too_large', 'the statement needs more memory than it may have']
    expect(rows('SELECT zeroblob(2097153)')).toEqual(refusal)
    expect(rows(`SELECT count(DISTINCT randomblob(1000000)) FROM (${count(200)})`)).toEqual(refusal)
    expect(rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('holds no memory from one request to the next', () => {
    const blob = new Uint8Array(1_000_000)
    for (let index = 0; index < 8; index++) run(['write'], execute('INSERT INTO t (a) VALUES (?)', [blob]))
    const size = sqlite.wasm.heap8u().byteLength
    for (let index = 0; index < 30; index++) {
      run(['write'], execute('UPDATE t SET a = ? WHERE id = 1', [blob]))
      rows('SELECT nonsense')
    }
    expect(sqlite.wasm.heap8u().byteLength).toBe(size)
  })

  test('forgets what was deleted, in the file too', () => {
    run(['write'], execute("INSERT INTO t (c) VALUES ('a secret that was deleted')"))
    expect(Buffer.from(database ?? []).includes('a secret that was deleted')).toBe(true)
    run(['write'], execute('DELETE FROM t'))
    expect(Buffer.from(database ?? []).includes('a secret that was deleted')).toBe(false)
  })

  test('enforces foreign keys', () => {
    run(['write'], execute('CREATE TABLE child (t INTEGER REFERENCES t (id))'))
    expect(run(['write'], execute('INSERT INTO child VALUES (9)'))).toEqual([
      'sql_failed',
      'FOREIGN KEY constraint failed',
    ])
  })
})
