import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import type { OpenDatabase } from './database.ts'
import { migrate, migrations } from './migrate.ts'
import { openDatabase } from './openDatabase.ts'
import * as schema from './schema.ts'

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
}, startTimeoutMs)
afterAll(() => opened.close())

async function columnsOf(table: string) {
  const { rows } = (await opened.database.execute(
    sql`SELECT column_name AS name, is_nullable AS nullable FROM information_schema.columns WHERE table_name = ${table} ORDER BY name`,
  )) as { rows: { name: string; nullable: string }[] }
  return rows.map(({ name, nullable }) => ({ name, isRequired: nullable === 'NO' }))
}

async function version() {
  const { rows } = (await opened.database.execute(sql`SELECT max(version) AS version FROM schema_version`)) as {
    rows: { version: number }[]
  }
  return rows[0]?.version
}

describe('migrate', () => {
  test.each(Object.values(schema).map((table) => getTableConfig(table)))(
    'creates the table $name as the schema defines it',
    async ({ name, columns }) => {
      const described = columns.map((column) => ({ name: column.name, isRequired: column.notNull }))
      expect(await columnsOf(name)).toEqual(described.sort((one, other) => (one.name < other.name ? -1 : 1)))
    },
  )

  test('changes nothing the second time', async () => {
    await migrate(opened.database)
    expect(await version()).toBe(migrations.length)
  })

  test('applies missing migrations, and rolls back a failed one', async () => {
    const broken = [...migrations, ['CREATE TABLE extra (id integer)'], ['CREATE TABLE oops (']]
    await expect(migrate(opened.database, broken)).rejects.toThrow()
    expect(await version()).toBe(migrations.length)
    await migrate(opened.database, broken.slice(0, -1))
    expect(await columnsOf('extra')).toEqual([{ name: 'id', isRequired: false }])
    expect(await version()).toBe(migrations.length + 1)
  })

  test('starts the previous build after a migration that expands, and not after one that contracts', async () => {
    const expanded = [...migrations, ['CREATE TABLE extra (id integer)'], ['ALTER TABLE session ADD COLUMN later text']]
    await migrate(opened.database, expanded)
    await migrate(opened.database)
    expect(await version()).toBe(expanded.length)
    await migrate(opened.database, [...expanded, { contracts: ['DROP TABLE extra'] }])
    await expect(migrate(opened.database)).rejects.toMatchObject({ code: 'database_newer' })
    await expect(migrate(opened.database, expanded)).rejects.toMatchObject({ code: 'database_newer' })
  })

  test('only expands, where a migration does not say that it contracts', () => {
    const adds =
      /^\s*(?:CREATE (?:UNIQUE )?INDEX|CREATE TABLE|ALTER TABLE "?\w+"? ADD COLUMN (?!.*NOT NULL(?!.* DEFAULT)))/
    const steps = migrations.filter((step): step is readonly string[] => !('contracts' in step))
    expect(steps.flat().filter((statement) => !adds.test(statement))).toEqual([])
  })

  test('rejects the database of a later version', async () => {
    await expect(migrate(opened.database, [])).rejects.toMatchObject({ name: 'StartError', code: 'database_newer' })
  })
})
