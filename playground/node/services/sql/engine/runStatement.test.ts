import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSqlHarness, execute, query } from '../../../testing/sqlHarness.ts'
import type { SqlValue } from './sqlJob.ts'

let harness: Awaited<ReturnType<typeof createSqlHarness>>
beforeAll(async () => {
  harness = await createSqlHarness()
})
beforeEach(() => harness.reset())

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
  ])('preserves %s', (_, value, shown) => {
    expect(harness.run(['write'], execute('INSERT INTO t (a) VALUES (?)', [value]))).toMatchObject({ changes: 1 })
    const text = "CASE typeof(a) WHEN 'integer' THEN a WHEN 'real' THEN a ELSE hex(a) END"
    const expected = shown === null ? `null ` : shown
    expect(harness.rows(`SELECT typeof(a) || ' ' || ${text} FROM t`)).toEqual([[expected]])
  })

  test('returns integers with all digits, reals with a decimal point, bytes as a list', () => {
    const request = query("SELECT 9223372036854775807, 2.0, 1e300, x'00ff', 9e999")
    expect(harness.ask(['read'], request)).toMatchObject({
      reply: { json: expect.stringContaining('[9223372036854775807,2.0,1e+300,[0,255],null]') },
    })
  })

  test('rejects a wrong number of parameters', () => {
    expect(harness.run(['read'], query('SELECT ?, ?', [1n]))).toEqual([
      'sql_failed',
      'expected 2 parameters, received 1',
    ])
    expect(harness.run(['read'], query('SELECT 1', [1n]))).toEqual(['sql_failed', 'expected 0 parameters, received 1'])
  })
})
