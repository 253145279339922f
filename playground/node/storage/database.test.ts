import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openDatabase } from './database.ts'

const row = z.object({ a: z.string(), b: z.instanceof(Uint8Array).nullable() })

function filled() {
  const database = openDatabase(':memory:')
  database.run('CREATE TABLE t (a TEXT PRIMARY KEY, b BLOB) STRICT')
  return database
}

describe('openDatabase', () => {
  test('binds bytes alone, empty bytes and nothing', () => {
    const database = filled()
    database.run('INSERT INTO t VALUES (?, ?)', ['bytes', Uint8Array.of(1, 2)])
    database.run('INSERT INTO t VALUES (?, ?)', ['empty', new Uint8Array()])
    database.run('INSERT INTO t VALUES (?, ?)', ['null', null])
    const stored = ['bytes', 'empty', 'null'].map((a) => database.first(row, 'SELECT * FROM t WHERE a = ?', [a])?.b)
    expect(stored).toEqual([Buffer.of(1, 2), Buffer.of(), null])
    expect(database.first(row, 'SELECT * FROM t WHERE b = ?', [Uint8Array.of(1, 2)])?.a).toBe('bytes')
  })

  test('rolls back a transaction that throws, including nested ones', () => {
    const database = filled()
    const work = () =>
      database.transaction(() => {
        database.transaction(() => database.run('INSERT INTO t VALUES (?, ?)', ['a', null]))
        throw new Error('no')
      })
    expect(work).toThrow('no')
    expect(database.all(row, 'SELECT * FROM t')).toEqual([])
  })

  test('rejects rows that do not match the schema', () => {
    const database = filled()
    database.run('INSERT INTO t VALUES (?, ?)', ['a', null])
    expect(() => database.first(z.object({ a: z.number() }), 'SELECT a FROM t')).toThrow(z.ZodError)
  })

  test('rejects statements once closed', () => {
    const database = filled()
    const insert = () => database.run('INSERT INTO t VALUES (?, ?)', ['a', null])
    insert()
    database.close()
    database.close()
    expect(insert).toThrow('The database is closed.')
  })
})
