import { max, sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import { StartError } from '../startError.ts'
import type { Database } from './database.ts'
import { type Migration, migrations } from './migrations/index.ts'

const schemaVersion = pgTable('schema_version', { version: integer('version').primaryKey() })

/** Replicas that start at once take turns. Any number will do that nobody else locks. */
const migrationLock = 5_175_001

/**
 * Applies what is missing, in order, in one transaction: a start either ends with the whole schema or changes nothing.
 * @throws {StartError} `database_newer` when a later build has written this database
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
      throw new StartError('database_newer', `The database has version ${current}; this build knows ${steps.length}.`)
    }
    for (const [position, statements] of steps.entries()) {
      const version = position + 1
      if (version <= current) continue
      for (const statement of statements) await transaction.execute(sql.raw(statement))
      await transaction.insert(schemaVersion).values({ version })
    }
  })
}
