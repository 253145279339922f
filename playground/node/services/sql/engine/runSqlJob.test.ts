import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { batch, denied, execute, openSqlBench, query } from '../../../testing/sqlBench.ts'
import type { SqlRequest } from './sqlJob.ts'

let bench: Awaited<ReturnType<typeof openSqlBench>>
beforeAll(async () => {
  bench = await openSqlBench()
})
beforeEach(() => bench.reset())

describe('runSqlJob', () => {
  test('query answers columns, rows and their number', () => {
    bench.run(['write'], execute('INSERT INTO t (a, b, c) VALUES (?, ?, ?)', [1n, 2.5, 'x']))
    expect(bench.run(['read'], query('SELECT a, b, c FROM t'))).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [[1, 2.5, 'x']],
      rowCount: 1,
    })
  })

  test('execute answers what changed, and the row only of an INSERT', () => {
    expect(bench.run(['write'], execute('INSERT INTO t (a) VALUES (1), (2)'))).toEqual({
      changes: 2,
      lastInsertRowId: 2,
    })
    expect(bench.run(['write'], execute('UPDATE t SET a = 3'))).toEqual({ changes: 2, lastInsertRowId: null })
    expect(bench.run(['write'], execute('CREATE TABLE u (a)'))).toEqual({ changes: 0, lastInsertRowId: null })
    expect(bench.run(['write'], execute('DELETE FROM t'))).toEqual({ changes: 2, lastInsertRowId: null })
  })

  test('execute runs its schema first, twice with the same outcome', () => {
    const request = execute('CREATE INDEX IF NOT EXISTS u_a ON u (a)', [], ['CREATE TABLE IF NOT EXISTS u (a)'])
    for (const _ of [1, 2]) expect(bench.run(['schema'], request)).toEqual({ changes: 0, lastInsertRowId: null })
  })

  test('execute does all or nothing', () => {
    expect(bench.run(['write'], execute('INSERT INTO missing VALUES (1)', [], ['CREATE TABLE u (a)']))).toEqual([
      'sql_failed',
      'no such table: missing',
    ])
    expect(bench.rows('SELECT * FROM u')).toEqual(['sql_failed', 'no such table: u'])
  })

  test('batch runs one by one, and what ran stands when a later one fails', () => {
    const request = batch('CREATE TABLE u (a UNIQUE)', 'INSERT INTO u VALUES (1)', 'INSERT INTO u VALUES (1)')
    expect(bench.run(['write'], request)).toEqual(['sql_failed', 'UNIQUE constraint failed: u.a'])
    expect(bench.rows('SELECT a FROM u')).toEqual([[1]])
  })

  test('batch runs none when one of them is not allowed', () => {
    expect(bench.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'PRAGMA user_version'))).toEqual([
      'unauthorized_action',
      'PRAGMA',
    ])
    expect(bench.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'nonsense'))).toEqual([
      'sql_parse',
      'near "nonsense": syntax error',
    ])
    expect(bench.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'VACUUM'))).toEqual(
      denied('this kind of statement'),
    )
    expect(bench.rows('SELECT a FROM t')).toEqual([])
  })

  test('a named statement reads or writes', () => {
    const named = (sql: string): SqlRequest => ({
      action: 'named',
      statement: { sql, params: [] },
      bounds: { maxRows: 10, maxBytes: 1_000 },
    })
    expect(bench.run(['write'], named('INSERT INTO t (a) VALUES (1)'))).toEqual({ changes: 1, lastInsertRowId: 1 })
    expect(bench.run(['read'], named('SELECT a FROM t'))).toEqual({ columns: ['a'], rows: [[1]], rowCount: 1 })
  })

  test('export answers a file that SQLite reads', () => {
    expect(Buffer.from(bench.run(['read'], { action: 'export' }) as Uint8Array).toString('latin1', 0, 15)).toBe(
      'SQLite format 3',
    )
    expect(bench.run(['schema'], { action: 'export' })).toEqual(denied('this ability reads no rows'))
    bench.forget()
    expect(bench.run(['read'], { action: 'export' })).toEqual(['sql_database_not_found', undefined])
  })

  test('RC1: refuses to execute what returns rows', () => {
    const refusal = ['sql_failed', 'Execute returned results - did you mean to call query?']
    for (const sql of ['SELECT 1', 'VALUES (1)', 'INSERT INTO t (a) VALUES (1) RETURNING a']) {
      expect(bench.run(['write'], execute(sql))).toEqual(refusal)
      expect(bench.run(['write'], batch(sql))).toEqual(refusal)
    }
    expect(bench.run(['write'], execute('SELECT 1', [], ['CREATE TABLE u (a)']))).toEqual(refusal)
    expect(bench.rows('SELECT a FROM t')).toEqual([])
  })

  test('tells a broken schema apart from a broken statement', () => {
    expect(bench.run(['write'], execute('CREATE TABLE u (a)', [], ['CREATE TABLE']))).toEqual([
      'sql_schema',
      'incomplete input',
    ])
    expect(bench.run(['write'], execute('CREATE TABLE u (a)', [], ['SELECT 1']))).toEqual([
      'sql_schema',
      'Execute returned results - did you mean to call query?',
    ])
  })
})
