import { describe, expect, test } from 'vitest'
import { describeStores } from '../../testing/describeStores.ts'
import { openSqlite } from './openSqlite.ts'

describeStores('SQLite', async () => {
  const first = openSqlite(':memory:')
  return { first, second: first }
})

describe('openSqlite', () => {
  test('rejects statements once closed', async () => {
    const database = openSqlite(':memory:')
    await database.run('CREATE TABLE t (a)')
    const insert = () => database.run('INSERT INTO t VALUES (?)', ['a'])
    await insert()
    await database.close()
    await database.close()
    await expect(insert()).rejects.toThrow('The database is closed.')
  })
})
