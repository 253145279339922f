import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqlSession } from '../../testing/sqlSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof sqlSession>>
beforeAll(async () => {
  open = await sqlSession()
})
afterAll(() => open.node.close())

describe('createSqlService', () => {
  test('executes a schema and a carrier, twice', async () => {
    const body = {
      action: 'execute',
      schema: ['CREATE TABLE IF NOT EXISTS a (id TEXT PRIMARY KEY, n INTEGER NOT NULL)'],
      sql: 'CREATE INDEX IF NOT EXISTS by_n ON a (n)',
      params: [],
    }
    for (const _ of [1, 2]) {
      expect(await outcome(open.sql(body, { verbs: ['schema', 'write'] }))).toEqual([
        200,
        '{"changes":0,"lastInsertRowId":null}',
      ])
    }
    const insert = {
      action: 'batch',
      statements: [{ sql: 'INSERT OR REPLACE INTO a VALUES (?, ?)', params: ['x', 1] }],
    }
    expect(await outcome(open.sql(insert))).toEqual([200, '{"results":[{"changes":1,"lastInsertRowId":1}]}'])
    expect(await outcome(open.sql({ action: 'query', sql: 'SELECT * FROM a' }, { verbs: ['read'] }))).toEqual([
      200,
      '{"columns":["id","n"],"rows":[["x",1]],"rowCount":1}',
    ])
  })
})
