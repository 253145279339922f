import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSqlHarness, execute, query } from '../../../testing/sqlHarness.ts'

let harness: Awaited<ReturnType<typeof createSqlHarness>>
beforeAll(async () => {
  harness = await createSqlHarness()
})
beforeEach(() => harness.reset())

describe('prepareStatement', () => {
  test.each(['', '  ', '-- nothing', ';'])('rejects an empty statement: %j', (sql) => {
    expect(harness.run(['write'], execute(sql))).toEqual(['sql_parse', 'the statement is empty'])
  })

  test.each(['SELECT 1; SELECT 2', 'SELECT 1; DROP TABLE t', 'SELECT 1; nonsense', 'SELECT 1;\0DROP TABLE t'])(
    'rejects more than one: %j',
    (sql) => {
      expect(harness.run(['*'], query(sql))).toEqual(['sql_statement', 'expected exactly one'])
    },
  )

  test.each(['SELECT 1;', 'SELECT 1; -- done', '/* one */ SELECT 1;; /* done */ ;', '\uFEFFSELECT 1'])(
    'ignores trailing comments and semicolons: %j',
    (sql) => {
      expect(harness.run(['read'], query(sql))).toMatchObject({ rowCount: 1 })
    },
  )

  test.each(['nonsense', 'SELEC 1', 'SELECT', "SELECT 'open", 'SELECT $'])('rejects a syntax error: %s', (sql) => {
    expect(harness.run(['read'], query(sql))).toEqual(['sql_parse', expect.any(String)])
  })
})
