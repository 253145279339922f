import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { execute, openSqlBench, query } from '../../../testing/sqlBench.ts'
import type { SqlValue } from './sqlJob.ts'

let bench: Awaited<ReturnType<typeof openSqlBench>>
beforeAll(async () => {
  bench = await openSqlBench()
})
beforeEach(() => bench.reset())

describe('runStatement: values', () => {
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
    expect(bench.run(['write'], execute('INSERT INTO t (a) VALUES (?)', [value]))).toMatchObject({ changes: 1 })
    const text = "CASE typeof(a) WHEN 'integer' THEN a WHEN 'real' THEN a ELSE hex(a) END"
    const expected = shown === null ? `null ` : shown
    expect(bench.rows(`SELECT typeof(a) || ' ' || ${text} FROM t`)).toEqual([[expected]])
  })

  test('writes integers with all their digits, reals with a point, bytes as a list', () => {
    const request = query("SELECT 9223372036854775807, 2.0, 1e300, x'00ff', 9e999")
    expect(bench.ask(['read'], request)).toMatchObject({
      reply: { json: expect.stringContaining('[9223372036854775807,2.0,1e+300,[0,255],null]') },
    })
  })

  test('refuses another number of parameters', () => {
    expect(bench.run(['read'], query('SELECT ?, ?', [1n]))).toEqual(['sql_failed', '2 parameters are wanted'])
    expect(bench.run(['read'], query('SELECT 1', [1n]))).toEqual(['sql_failed', '0 parameters are wanted'])
  })
})
