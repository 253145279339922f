import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { execute, openSqlBench, query } from '../../../testing/sqlBench.ts'

let bench: Awaited<ReturnType<typeof openSqlBench>>
beforeAll(async () => {
  bench = await openSqlBench()
})
beforeEach(() => bench.reset())

describe('prepareStatement', () => {
  test.each(['', '  ', '-- nothing', ';'])('refuses an empty statement: %j', (sql) => {
    expect(bench.run(['write'], execute(sql))).toEqual(['sql_parse', 'the statement is empty'])
  })

  test.each(['SELECT 1; SELECT 2', 'SELECT 1; DROP TABLE t', 'SELECT 1; nonsense', 'SELECT 1;\0DROP TABLE t'])(
    'refuses more than one: %j',
    (sql) => {
      expect(bench.run(['*'], query(sql))).toEqual(['sql_statement', 'exactly one is wanted'])
    },
  )

  test.each(['SELECT 1;', 'SELECT 1; -- done', '/* one */ SELECT 1;; /* done */ ;', '\uFEFFSELECT 1'])(
    'reads past comments and semicolons: %j',
    (sql) => {
      expect(bench.run(['read'], query(sql))).toMatchObject({ rowCount: 1 })
    },
  )

  test.each(['nonsense', 'SELEC 1', 'SELECT', "SELECT 'open", 'SELECT $'])('refuses what is no SQL: %s', (sql) => {
    expect(bench.run(['read'], query(sql))).toEqual(['sql_parse', expect.any(String)])
  })
})
