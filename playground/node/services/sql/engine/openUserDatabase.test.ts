import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { maxSqlDatabaseBytes, maxSqlThreadMs } from '../../../limits.ts'
import { execute, openSqlBench, query } from '../../../testing/sqlBench.ts'

let bench: Awaited<ReturnType<typeof openSqlBench>>
beforeAll(async () => {
  bench = await openSqlBench()
})
beforeEach(() => bench.reset())

describe('openUserDatabase', () => {
  const count = (limit: number) =>
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${limit}) SELECT i FROM n`

  test('refuses more rows or bytes than the reader wants', () => {
    expect(bench.run(['read'], query(count(10), [], { maxRows: 10 }))).toMatchObject({ rowCount: 10 })
    expect(bench.run(['read'], query(count(11), [], { maxRows: 10 }))).toEqual([
      'response_too_large',
      'more than 10 rows',
    ])
    expect(bench.run(['read'], query(count(10), [], { maxBytes: 20 }))).toEqual([
      'response_too_large',
      'more than 20 bytes',
    ])
  })

  test('refuses an answer of more than 10 MiB', () => {
    const sql = `SELECT hex(zeroblob(500000)) FROM (${count(12)})`
    expect(bench.rows(sql)).toEqual(['response_too_large', `more than ${maxSqlDatabaseBytes} bytes`])
  })

  test('ends a query without end', () => {
    const started = performance.now()
    const sql = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
    expect(bench.rows(sql)).toEqual(['sql_failed', 'the statement ran too long'])
    expect(performance.now() - started).toBeLessThan(maxSqlThreadMs)
  })

  test('refuses a database of more than 10 MiB, and keeps it as it was', () => {
    const fill = `INSERT INTO t (a) SELECT randomblob(1000000) FROM (${count(12)})`
    expect(bench.run(['write'], execute(fill))).toEqual(['response_too_large', 'the database'])
    expect(bench.rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('refuses a value, and a statement, that needs too much memory', () => {
    const refusal = ['response_too_large', 'the statement needs more memory than it may have']
    expect(bench.rows('SELECT zeroblob(2097153)')).toEqual(refusal)
    expect(bench.rows(`SELECT count(DISTINCT randomblob(1000000)) FROM (${count(200)})`)).toEqual(refusal)
    expect(bench.rows('SELECT count(*) FROM t')).toEqual([[0]])
  })

  test('holds no memory from one request to the next', () => {
    const blob = new Uint8Array(1_000_000)
    for (let index = 0; index < 8; index++) bench.run(['write'], execute('INSERT INTO t (a) VALUES (?)', [blob]))
    const size = bench.sqlite.wasm.heap8u().byteLength
    for (let index = 0; index < 30; index++) {
      bench.run(['write'], execute('UPDATE t SET a = ? WHERE id = 1', [blob]))
      bench.rows('SELECT nonsense')
    }
    expect(bench.sqlite.wasm.heap8u().byteLength).toBe(size)
  })

  test('forgets what was deleted, in the file too', () => {
    bench.run(['write'], execute("INSERT INTO t (c) VALUES ('a secret that was deleted')"))
    expect(bench.file().includes('a secret that was deleted')).toBe(true)
    bench.run(['write'], execute('DELETE FROM t'))
    expect(bench.file().includes('a secret that was deleted')).toBe(false)
  })

  test('enforces foreign keys', () => {
    bench.run(['write'], execute('CREATE TABLE child (t INTEGER REFERENCES t (id))'))
    expect(bench.run(['write'], execute('INSERT INTO child VALUES (9)'))).toEqual([
      'sql_failed',
      'FOREIGN KEY constraint failed',
    ])
  })
})
