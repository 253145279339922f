import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

const table = z.object({ name: z.string() })

describe('migrate', () => {
  test('creates the tables once', () => {
    const database = openDatabase(':memory:')
    migrate(database)
    migrate(database)
    const tables = database.all(table, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    expect(tables.map(({ name }) => name)).toEqual([
      'delegation',
      'delegation_space',
      'encryption_network',
      'kv',
      'network_nonce',
      'node',
      'replay',
      'revocation',
      'space',
      'sql_database',
    ])
  })

  test('rejects the data of a later version', () => {
    const database = openDatabase(':memory:')
    database.run('PRAGMA user_version = 99')
    expect(() => migrate(database)).toThrow('The database was written by a later version of the node.')
  })
})
