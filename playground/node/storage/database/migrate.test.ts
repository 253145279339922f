import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { migrate } from './migrate.ts'
import { sqliteMigrations } from './migrations/sqlite.ts'
import { openSqlite } from './openSqlite.ts'

const table = z.object({ name: z.string() })

describe('migrate', () => {
  test('creates the tables once', async () => {
    const database = openSqlite(':memory:')
    await migrate(database)
    await migrate(database)
    const tables = await database.all(table, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    expect(tables.map(({ name }) => name)).toEqual([
      'block',
      'delegation',
      'delegation_parent',
      'delegation_space',
      'encryption_network',
      'kv',
      'lease',
      'network_nonce',
      'node',
      'replay',
      'revocation',
      'space',
      'sql_database',
    ])
  })

  test('keeps parents, files and sizes of an earlier version', async () => {
    const database = openSqlite(':memory:')
    for (const statements of sqliteMigrations.slice(0, 5)) for (const sql of statements) await database.run(sql)
    await database.run('PRAGMA user_version = 5')
    for (const [cid, parents] of [
      ['a', '[]'],
      ['b', '["a"]'],
    ] as const) {
      const values = [cid, '', '', '', '', parents]
      await database.run(
        'INSERT INTO delegation (cid, raw, delegator, delegatee, att, parents) VALUES (?, ?, ?, ?, ?, ?)',
        values,
      )
    }
    await database.run('INSERT INTO space (id, hosted_at) VALUES (?, 0)', ['s'])
    await database.run(`INSERT INTO kv (space, key, etag, size, headers, file, written_at)
      VALUES ('s', 'k', 'e', 2000000, '{}', 'f', 7)`)
    await migrate(database)
    const rows = (sql: string) => database.all(z.looseObject({}), sql)
    expect(await rows('SELECT * FROM delegation_parent')).toEqual([{ cid: 'b', parent: 'a' }])
    expect(await rows('SELECT * FROM block')).toEqual([{ name: 'f', hash: '', touched_at: 7 }])
    await database.run('DELETE FROM kv')
    expect(await rows('SELECT used_bytes FROM space')).toEqual([{ used_bytes: 2_000_000 + 1 + 2 + 256 }])
  })

  test('rejects the data of a later version', async () => {
    const database = openSqlite(':memory:')
    await database.run('PRAGMA user_version = 99')
    await expect(migrate(database)).rejects.toThrow('The database was written by a later version of the node.')
  })
})
