import { systemClock } from '@openkey/protocol'
import { getTableName, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import type { OpenDatabase } from './database.ts'
import { openDatabase } from './openDatabase.ts'
import { expiring, removeExpired } from './retention.ts'
import { session, usedOnce, user, verification } from './schema.ts'

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
}, startTimeoutMs)
afterAll(() => opened.close())

const [past, future] = [-1_000, 60_000].map((ms) => () => new Date(Date.now() + ms)) as [() => Date, () => Date]

describe('removeExpired', () => {
  test('S21: removes every expired row, in batches, and no other', async () => {
    const { database } = opened
    const at = new Date()
    const times = { createdAt: at, updatedAt: at }
    await database.insert(user).values({ id: 'ada', name: '', email: 'a@example.com', emailVerified: true, ...times })
    const rows = [
      ...Array.from({ length: 1_200 }, (_, index) => ({ id: `old-${index}`, expiresAt: past() })),
      { id: 'current', expiresAt: future() },
    ]
    await database.insert(usedOnce).values(rows)
    await database
      .insert(session)
      .values(rows.slice(-2).map((row) => ({ ...row, ...times, token: row.id, userId: 'ada' })))
    await database
      .insert(verification)
      .values(rows.slice(-2).map((row) => ({ ...row, ...times, identifier: 'a', value: 'b' })))
    expect(await removeExpired({ database, clock: systemClock })).toBe(1_202)
    const left = await Promise.all([usedOnce, session, verification].map((table) => database.$count(table)))
    expect([left, await removeExpired({ database, clock: systemClock })]).toEqual([[1, 1, 1], 0])
  })

  test.each(expiring.map(({ table, expiresAt }) => [getTableName(table), expiresAt.name]))(
    'has an index on %s (%s)',
    async (table, column) => {
      const { rows } = (await opened.database.execute(
        sql`SELECT indexdef FROM pg_indexes WHERE tablename = ${table}`,
      )) as { rows: { indexdef: string }[] }
      expect(rows.map(({ indexdef }) => indexdef)).toContainEqual(expect.stringContaining(`(${column})`))
    },
  )
})
