import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { batch, createSqlHarness, denied, execute, query } from '../../../testing/sqlHarness.ts'
import type { SqlRequest } from './sqlJob.ts'

let harness: Awaited<ReturnType<typeof createSqlHarness>>
beforeAll(async () => {
  harness = await createSqlHarness()
})
beforeEach(() => harness.reset())

describe('runSqlJob', () => {
  test('query returns columns, rows and row count', () => {
    harness.run(['write'], execute('INSERT INTO t (a, b, c) VALUES (?, ?, ?)', [1n, 2.5, 'x']))
    expect(harness.run(['read'], query('SELECT a, b, c FROM t'))).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [[1, 2.5, 'x']],
      rowCount: 1,
    })
  })

  test('execute returns the changes, and the row id after an INSERT only', () => {
    expect(harness.run(['write'], execute('INSERT INTO t (a) VALUES (1), (2)'))).toEqual({
      changes: 2,
      lastInsertRowId: 2,
    })
    expect(harness.run(['write'], execute('UPDATE t SET a = 3'))).toEqual({ changes: 2, lastInsertRowId: null })
    expect(harness.run(['write'], execute('CREATE TABLE u (a)'))).toEqual({ changes: 0, lastInsertRowId: null })
    expect(harness.run(['write'], execute('DELETE FROM t'))).toEqual({ changes: 2, lastInsertRowId: null })
  })

  test('execute runs its schema first, with the same result each time', () => {
    const request = execute('CREATE INDEX IF NOT EXISTS u_a ON u (a)', [], ['CREATE TABLE IF NOT EXISTS u (a)'])
    for (const _ of [1, 2]) expect(harness.run(['schema'], request)).toEqual({ changes: 0, lastInsertRowId: null })
  })

  test('execute is atomic', () => {
    expect(harness.run(['write'], execute('INSERT INTO missing VALUES (1)', [], ['CREATE TABLE u (a)']))).toEqual([
      'sql_failed',
      'no such table: missing',
    ])
    expect(harness.rows('SELECT * FROM u')).toEqual(['sql_failed', 'no such table: u'])
  })

  test('batch keeps the statements before one that fails', () => {
    const request = batch('CREATE TABLE u (a UNIQUE)', 'INSERT INTO u VALUES (1)', 'INSERT INTO u VALUES (1)')
    expect(harness.run(['write'], request)).toEqual(['sql_failed', 'UNIQUE constraint failed: u.a'])
    expect(harness.rows('SELECT a FROM u')).toEqual([[1]])
  })

  test('batch runs no statement if one is not allowed', () => {
    expect(harness.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'PRAGMA user_version'))).toEqual([
      'unauthorized_action',
      'PRAGMA',
    ])
    expect(harness.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'nonsense'))).toEqual([
      'sql_parse',
      'near "nonsense": syntax error',
    ])
    expect(harness.run(['write'], batch('INSERT INTO t (a) VALUES (1)', 'VACUUM'))).toEqual(
      denied('this kind of statement is not allowed'),
    )
    expect(harness.rows('SELECT a FROM t')).toEqual([])
  })

  test('a named statement reads or writes', () => {
    const named = (sql: string): SqlRequest => ({
      action: 'named',
      statement: { sql, params: [] },
      bounds: { maxRows: 10, maxBytes: 1_000 },
    })
    expect(harness.run(['write'], named('INSERT INTO t (a) VALUES (1)'))).toEqual({ changes: 1, lastInsertRowId: 1 })
    expect(harness.run(['read'], named('SELECT a FROM t'))).toEqual({ columns: ['a'], rows: [[1]], rowCount: 1 })
  })

  test('export returns a SQLite file', () => {
    expect(Buffer.from(harness.run(['read'], { action: 'export' }) as Uint8Array).toString('latin1', 0, 15)).toBe(
      'SQLite format 3',
    )
    expect(harness.run(['schema'], { action: 'export' })).toEqual(denied('this ability cannot read rows'))
    harness.forget()
    expect(harness.run(['read'], { action: 'export' })).toEqual(['sql_database_not_found', undefined])
  })

  test('RC1: execute rejects a statement that returns rows', () => {
    const expected = ['sql_failed', 'Execute returned results - did you mean to call query?']
    for (const sql of ['SELECT 1', 'VALUES (1)', 'INSERT INTO t (a) VALUES (1) RETURNING a']) {
      expect(harness.run(['write'], execute(sql))).toEqual(expected)
      expect(harness.run(['write'], batch(sql))).toEqual(expected)
    }
    expect(harness.run(['write'], execute('SELECT 1', [], ['CREATE TABLE u (a)']))).toEqual(expected)
    expect(harness.rows('SELECT a FROM t')).toEqual([])
  })

  test('distinguishes an invalid schema from an invalid statement', () => {
    expect(harness.run(['write'], execute('CREATE TABLE u (a)', [], ['CREATE TABLE']))).toEqual([
      'sql_schema',
      'incomplete input',
    ])
    expect(harness.run(['write'], execute('CREATE TABLE u (a)', [], ['SELECT 1']))).toEqual([
      'sql_schema',
      'Execute returned results - did you mean to call query?',
    ])
  })
})
