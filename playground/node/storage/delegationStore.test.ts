import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Database, SqlValue } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { openSqlite } from './database/openSqlite.ts'
import { createDelegationStore } from './delegationStore.ts'

let database: Database
beforeAll(async () => {
  database = openSqlite(':memory:')
  await migrate(database)
})

const planStep = z.object({ detail: z.string() })
const tables = /\b(?:delegation|delegation_parent|delegation_space|revocation|space|named|passed)\b/

/** Returns the steps in which the queries of `work` read a table from its beginning to its end. */
async function scansOf(work: (store: ReturnType<typeof createDelegationStore>) => Promise<unknown>) {
  const queries: [string, readonly SqlValue[]][] = []
  const recording: Database = {
    ...database,
    all(row, sql, values = []) {
      queries.push([sql, values])
      return database.all(row, sql, values)
    },
  }
  await work(createDelegationStore(recording))
  const steps: string[] = []
  for (const [sql, values] of queries) {
    for (const { detail } of await database.all(planStep, `EXPLAIN QUERY PLAN ${sql}`, values)) steps.push(detail)
  }
  expect(steps).not.toEqual([])
  return steps.filter((step) => step.startsWith('SCAN') && tables.test(step))
}

const page = { account: 'a', invoker: 'b', space: undefined, after: '', limit: 10 }

describe('createDelegationStore on SQLite', () => {
  test.each<[string, Parameters<typeof scansOf>[0]]>([
    ['load', ({ load }) => load({ full: ['a', 'b', 'c'], links: ['d'] })],
    ['countUnhosted', ({ countUnhosted }) => countUnhosted('a', 10)],
    ['inSpace', ({ inSpace }) => inSpace('a', { nowMs: 0, limit: 10 })],
    ['ofAccount', ({ ofAccount }) => ofAccount({ ...page, direction: 'all' })],
    ['ofAccount, in one space', ({ ofAccount }) => ofAccount({ ...page, direction: 'granted', space: 'a' })],
  ])('S21: %s reads no table as a whole, however many delegations the node has', async (_, work) => {
    expect(await scansOf(work)).toEqual([])
  })
})
