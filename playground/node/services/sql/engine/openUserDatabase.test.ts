import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { maxSqlDatabaseBytes } from '../../../limits.ts'
import { createSqlHarness, execute, query } from '../../../testing/sqlHarness.ts'

let harness: Awaited<ReturnType<typeof createSqlHarness>>
beforeAll(async () => {
  harness = await createSqlHarness()
})
beforeEach(() => harness.reset())

describe('openUserDatabase', () => {
  const count = (limit: number) =>
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${limit}) SELECT i FROM n`

  test('rejects more rows or bytes than the caller’s limit', () => {
    expect(harness.run(['read'], query(count(10), [], { maxRows: 10 }))).toMatchObject({ rowCount: 10 })
    expect(harness.run(['read'], query(count(11), [], { maxRows: 10 }))).toEqual([
      'response_too_large',
      'more than 10 rows',
    ])
    expect(harness.run(['read'], query(count(10), [], { maxBytes: 20 }))).toEqual([
      'response_too_large',
      'more than 20 bytes',
    ])
  })

  test('rejects a result of more than 10 MiB', () => {
    const sql = `SELECT hex(zeroblob(500000)) FROM (${count(12)})`
    expect(harness.rows(sql)).toEqual(['response_too_large', `more than ${maxSqlDatabaseBytes} bytes`])
  })

  test('S21: reads no cell of a row that cannot fit', () => {
    const cells = Array.from({ length: 30 }, () => 'zeroblob(2000000)').join(',')
    const before = process.memoryUsage().heapUsed
    expect(harness.rows(`SELECT ${cells}`)).toEqual(['response_too_large', `more than ${maxSqlDatabaseBytes} bytes`])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * maxSqlDatabaseBytes)
  })

  test('interrupts an endless query', () => {
    const sql = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
    expect(harness.rows(sql)).toEqual(['sql_failed', 'the statement ran too long'])
  })

  test('rejects a database of more than 10 MiB and keeps the previous one', () => {
    const fill = `INSERT INTO t (a) SELECT randomblob(1000000) FROM (${count(12)})`
    expect(harness.run(['write'], execute(fill))).toEqual(['response_too_large', 'the database'])
    expect(harness.rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('rejects a value, and a statement, that needs too much memory', () => {
    const expected = ['response_too_large', 'the statement needs more memory than it may have']
    expect(harness.rows('SELECT zeroblob(2097153)')).toEqual(expected)
    expect(harness.rows(`SELECT count(DISTINCT randomblob(1000000)) FROM (${count(200)})`)).toEqual(expected)
    expect(harness.rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('releases its memory after each request', () => {
    const blob = new Uint8Array(1_000_000)
    for (let index = 0; index < 8; index++) harness.run(['write'], execute('INSERT INTO t (a) VALUES (?)', [blob]))
    const size = harness.sqlite.wasm.heap8u().byteLength
    for (let index = 0; index < 30; index++) {
      harness.run(['write'], execute('UPDATE t SET a = ? WHERE id = 1', [blob]))
      harness.rows('SELECT nonsense')
    }
    expect(harness.sqlite.wasm.heap8u().byteLength).toBe(size)
  })

  test('overwrites deleted content in the file', () => {
    harness.run(['write'], execute("INSERT INTO t (c) VALUES ('a secret that was deleted')"))
    expect(harness.file().includes('a secret that was deleted')).toBe(true)
    harness.run(['write'], execute('DELETE FROM t'))
    expect(harness.file().includes('a secret that was deleted')).toBe(false)
  })

  test('enforces foreign keys', () => {
    harness.run(['write'], execute('CREATE TABLE child (t INTEGER REFERENCES t (id))'))
    expect(harness.run(['write'], execute('INSERT INTO child VALUES (9)'))).toEqual([
      'sql_failed',
      'FOREIGN KEY constraint failed',
    ])
  })
})
