import * as z from 'zod'
import type { Database, Sql } from './database.ts'
import { mysqlMigrations } from './migrations/mysql.ts'
import { postgresMigrations } from './migrations/postgres.ts'
import { sqliteMigrations } from './migrations/sqlite.ts'

/**
 * Migrates the tables to the latest version. The caller keeps other processes from doing the same.
 * @throws {Error} if a later version of the node wrote them
 */
export async function migrate(database: Database): Promise<void> {
  if (database.dialect.name === 'sqlite') return migrateSqlite(database)
  const migrations = database.dialect.name === 'postgres' ? postgresMigrations : mysqlMigrations
  await database.run('CREATE TABLE IF NOT EXISTS tinycloud_migration (version INTEGER NOT NULL PRIMARY KEY)')
  const versions = await database.all(z.object({ version: z.int() }), 'SELECT version FROM tinycloud_migration')
  const from = Math.max(0, ...versions.map(({ version }) => version))
  await apply(database, migrations, from, async (sql, version) => {
    await sql.run('INSERT INTO tinycloud_migration (version) VALUES (?)', [version])
  })
}

async function migrateSqlite(database: Database): Promise<void> {
  const row = await database.first(z.object({ user_version: z.int() }), 'PRAGMA user_version')
  await apply(database, sqliteMigrations, row?.user_version ?? 0, async (sql, version) => {
    await sql.run(`PRAGMA user_version = ${version}`)
  })
}

/** @param record notes the new version in the transaction of its statements, which MySQL commits one by one */
async function apply(
  database: Database,
  migrations: readonly (readonly string[])[],
  from: number,
  record: (sql: Sql, version: number) => Promise<void>,
): Promise<void> {
  if (from > migrations.length) throw new Error('The database was written by a later version of the node.')
  for (const [index, statements] of [...migrations.entries()].slice(from)) {
    await database.transaction(async (sql) => {
      for (const statement of statements) await sql.run(statement)
      await record(sql, index + 1)
    })
  }
}
