import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Sql } from './database.ts'
import { createGroupCommit } from './groupCommit.ts'
import { openSqlite } from './openSqlite.ts'

const ids = z.object({ id: z.int() })

async function openFilled() {
  const database = openSqlite(':memory:')
  await database.run('CREATE TABLE item (id INTEGER PRIMARY KEY)')
  const insert = (id: number) => (sql: Sql) => sql.run('INSERT INTO item (id) VALUES (?)', [id])
  const stored = async (sql: Sql = database) =>
    (await sql.all(ids, 'SELECT id FROM item ORDER BY id')).map(({ id }) => id)
  return { database, insert, stored }
}

describe('createGroupCommit', () => {
  test('S21: commits ten concurrent writes at once', async () => {
    const statements: string[] = []
    const sql: Sql = {
      ...openSqlite(':memory:'),
      run: async (statement) => statements.push(statement),
    }
    const { transaction } = createGroupCommit(sql, () => true)
    const results = await Promise.all(Array.from({ length: 10 }, (_, id) => transaction(async () => id)))
    expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(statements.filter((statement) => /BEGIN|COMMIT/.test(statement))).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
  })

  test('S21: commits writes of successive turns of the event loop at once, until a turn brings none', async () => {
    const statements: string[] = []
    const sql: Sql = { ...openSqlite(':memory:'), run: async (statement) => statements.push(statement) }
    const { transaction } = createGroupCommit(sql, () => true)
    const writes: Promise<unknown>[] = []
    for (let turn = 0; turn < 3; turn++) {
      writes.push(transaction(async () => turn))
      await setImmediate()
    }
    await Promise.all(writes)
    expect(statements.filter((statement) => statement === 'COMMIT')).toEqual(['COMMIT'])
  })

  test('commits while each turn of the event loop brings further writes', async () => {
    const sql: Sql = { ...openSqlite(':memory:'), run: async () => 0 }
    const { transaction } = createGroupCommit(sql, () => true)
    let isDone = false
    void transaction(async () => 0).then(() => {
      isDone = true
    })
    for (let turn = 0; turn < 1_000 && !isDone; turn++) {
      void transaction(async () => turn)
      await setImmediate()
    }
    expect(isDone).toBe(true)
  })

  test('rolls back a write that throws, and no other', async () => {
    const { database, insert, stored } = await openFilled()
    const failing = database.transaction(async (sql) => {
      await insert(2)(sql)
      throw new RangeError('too much')
    })
    const others = [database.transaction(insert(1)), database.transaction(insert(3))]
    await expect(failing).rejects.toThrow('too much')
    await Promise.all(others)
    expect(await stored()).toEqual([1, 3])
  })

  test('reverts a statement that fails, and no other', async () => {
    const { database, stored } = await openFilled()
    const insert = (ids: string) => database.run(`INSERT INTO item (id) VALUES ${ids}`)
    const writes = ['(1)', '(2), (1)', '(3), (4)'].map(insert)
    const results = await Promise.allSettled(writes)
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'rejected'))).toEqual([
      1,
      'rejected',
      2,
    ])
    expect(await stored()).toEqual([1, 3, 4])
  })

  test('rejects all writes of a group whose transaction a failed statement has ended', async () => {
    const { database, stored } = await openFilled()
    const insert = (statement: string) => database.run(statement)
    const writes = ['INSERT INTO item (id) VALUES (1)', 'INSERT OR ROLLBACK INTO item (id) VALUES (1)'].map(insert)
    const later = insert('INSERT INTO item (id) VALUES (2)')
    for (const write of [...writes, later]) await expect(write).rejects.toThrow('UNIQUE')
    expect(await stored()).toEqual([])
    expect(await insert('INSERT INTO item (id) VALUES (3)')).toBe(1)
  })

  test('rejects all writes of a group that cannot be committed', async () => {
    const { database, insert } = await openFilled()
    await database.close()
    const writes = [database.transaction(insert(1)), database.transaction(insert(2))]
    for (const write of writes) await expect(write).rejects.toThrow('The database is closed.')
  })

  test('lets a later write see an earlier one of its group, and a read wait for the group', async () => {
    const { database, insert, stored } = await openFilled()
    const seen: (readonly number[])[] = []
    const writes = database.transaction(async (sql) => {
      await insert(1)(sql)
      void stored().then((found) => seen.push(found))
      await insert(2)(sql)
    })
    const later = database.transaction(stored)
    await Promise.all([writes, later])
    await expect.poll(() => seen).toEqual([[1, 2]])
    expect(await later).toEqual([1, 2])
  })
})
