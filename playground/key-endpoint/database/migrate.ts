import { max, sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import { StartError } from '../startError.ts'
import type { Database } from './database.ts'
import { type Migration, migrations } from './migrations/index.ts'

const schemaVersion = pgTable('schema_version', { version: integer('version').primaryKey() })

/** Advisory lock that makes concurrently starting replicas migrate one after the other. An arbitrary, unique number. */
const migrationLock = 5_175_001

/**
 * Applies the missing migrations in one transaction, so that a start either completes the schema or changes nothing.
 * @throws {StartError} `database_newer` when a later version has migrated this database
 */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await transaction.execute(
      sql`CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const [last] = await transaction.select({ version: max(schemaVersion.version) }).from(schemaVersion)
    const current = last?.version ?? 0
    if (current > steps.length) {
      throw new StartError(
        'database_newer',
        `The database has schema version ${current}; this build supports ${steps.length}. Start a newer build.`,
      )
    }
    for (const [position, statements] of steps.entries()) {
      const version = position + 1
      if (version <= current) continue
      for (const statement of statements) await transaction.execute(sql.raw(statement))
      await transaction.insert(schemaVersion).values({ version })
    }
  })
}
