import { sql } from 'drizzle-orm'
import { StartError } from '../startError.ts'
import type { Database } from './database.ts'
import { type Migration, migrations } from './migrations/index.ts'

/**
 * Applies what is missing, in order, in one transaction: a start either ends with the whole schema or changes nothing.
 * @throws {StartError} `database_newer` when a later build has written this database
 */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(
      sql`CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const { rows } = await transaction.execute<{ version: number }>(
      sql`SELECT max(version) AS version FROM schema_version`,
    )
    const current = rows[0]?.version ?? 0
    if (current > steps.length) {
      throw new StartError('database_newer', `The database has version ${current}; this build knows ${steps.length}.`)
    }
    for (const [position, statements] of steps.entries()) {
      const version = position + 1
      if (version <= current) continue
      for (const statement of statements) await transaction.execute(sql.raw(statement))
      await transaction.execute(sql`INSERT INTO schema_version (version) VALUES (${version})`)
    }
  })
}
