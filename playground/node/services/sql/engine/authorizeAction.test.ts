import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { batch, codeOf, createSqlHarness, denied, execute, query } from '../../../testing/sqlHarness.ts'

let harness: Awaited<ReturnType<typeof createSqlHarness>>
beforeAll(async () => {
  harness = await createSqlHarness()
})
beforeEach(() => harness.reset())

describe('authorizeAction: abilities', () => {
  const define = 'CREATE TABLE u (a)'
  const insert = 'INSERT INTO t (a) VALUES (1)'
  test.each([
    ['read', insert, ['sql_read_only', undefined]],
    ['read', 'UPDATE t SET a = 1', ['sql_read_only', undefined]],
    ['read', 'DELETE FROM t', ['sql_read_only', undefined]],
    ['select', insert, ['sql_read_only', undefined]],
    ['read', define, denied('this ability cannot change the schema')],
    ['read', 'DROP TABLE t', denied('this ability cannot change the schema')],
    ['read', 'DROP TABLE IF EXISTS missing', denied('this ability cannot change the schema')],
    ['schema', insert, denied('this ability cannot change rows')],
    ['schema', 'DELETE FROM t', denied('this ability cannot change rows')],
    ['schema', 'CREATE TABLE u AS SELECT * FROM t', denied('this ability cannot read rows')],
    ['schema', 'CREATE TABLE u AS VALUES (1)', denied('this ability cannot read rows')],
    ['admin', insert, denied('this ability cannot change rows')],
    ['write', 'PRAGMA user_version = 1', ['unauthorized_action', 'PRAGMA']],
    ['schema', 'PRAGMA user_version = 1', ['unauthorized_action', 'PRAGMA']],
  ])('%s may not %s', (verb, sql, expected) => {
    expect(harness.run([verb], execute(sql))).toEqual(expected)
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
    expect(harness.run([verb], execute(sql))).toMatchObject({ changes: expect.any(Number) })
  })

  test('schema and admin read nothing', () => {
    for (const verb of ['schema', 'admin']) {
      expect(harness.run([verb], query('SELECT a FROM t'))).toEqual(denied('this ability cannot read rows'))
      expect(harness.run([verb], query("SELECT a FROM t WHERE a = 'x'"))).toEqual(
        denied('this ability cannot read rows'),
      )
    }
  })

  test('the first of several abilities applies: write, schema, admin, *, read', () => {
    expect(harness.run(['read', 'write'], execute(insert))).toMatchObject({ changes: 1 })
    expect(harness.run(['*', 'schema'], execute(insert))).toEqual(denied('this ability cannot change rows'))
    expect(harness.run(['admin', 'write'], execute('PRAGMA user_version = 1'))).toEqual([
      'unauthorized_action',
      'PRAGMA',
    ])
  })
})

describe('authorizeAction: not allowed by any ability', () => {
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
    harness.run(['write'], execute('CREATE INDEX t_a ON t (a)'))
    for (const request of [execute(sql), query(sql), batch(sql)]) {
      expect(codeOf(harness.run(['*'], request))).toBe('sql_permission')
    }
  })

  test.each(['sqlite_dbpage', 'dbstat', 'sqlite_stmt', "bytecode('SELECT 1')", "tables_used('SELECT 1')", 'DBSTAT'])(
    'reading %s',
    (table) => {
      expect(harness.run(['*'], query(`SELECT * FROM ${table}`))).toEqual([
        'sql_permission',
        expect.stringMatching(/^table /),
      ])
      expect(harness.run(['*'], query(`SELECT count(*) FROM ${table}`))).toEqual(['sql_permission', expect.any(String)])
    },
  )

  test('writing to the pages or the schema of the file', () => {
    expect(harness.run(['*'], execute('UPDATE sqlite_dbpage SET data = NULL'))).toEqual(denied('table sqlite_dbpage'))
    for (const sql of ['DELETE FROM sqlite_schema', "UPDATE sqlite_master SET sql = ''", 'DROP TABLE sqlite_master']) {
      expect(codeOf(harness.run(['*'], execute(sql)))).toMatch(/^sql_/)
    }
    expect(harness.rows("SELECT name FROM sqlite_master WHERE type = 'table'")).toEqual([['t']])
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
      expect(harness.run([verb], query(`PRAGMA ${pragma}`))).toEqual(denied(`PRAGMA ${name}`))
    }
  })

  test('a PRAGMA as a table, without the right to any', () => {
    expect(harness.rows("SELECT * FROM pragma_table_info('t')")).toEqual(['unauthorized_action', 'PRAGMA'])
    expect(harness.run(['*'], query("SELECT name FROM pragma_table_info('t')"))).toMatchObject({ rowCount: 4 })
    expect(harness.run(['*'], query('SELECT * FROM pragma_hard_heap_limit'))).toEqual(denied('PRAGMA hard_heap_limit'))
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
    expect(codeOf(harness.rows(`SELECT ${call} FROM t`))).toBe('sql_failed')
    expect(codeOf(harness.run(['*'], execute(`CREATE TABLE u (a CHECK (${call}))`)))).toBe('sql_failed')
  })
})
