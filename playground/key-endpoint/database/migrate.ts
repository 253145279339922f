import { max, sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import { StartError } from '../startError.ts'
import type { Database } from './database.ts'
import { accountBounds } from './migrations/accountBounds.ts'
import { bootstrapState } from './migrations/bootstrapState.ts'
import { boundProgramTokens } from './migrations/boundProgramTokens.ts'
import { boundSessions } from './migrations/boundSessions.ts'
import { deviceSignIn } from './migrations/deviceSignIn.ts'
import { emailCodes } from './migrations/emailCodes.ts'
import { expiryIndexes } from './migrations/expiryIndexes.ts'
import { firstTables } from './migrations/firstTables.ts'
import { signContexts } from './migrations/signContexts.ts'
import { usedOnce } from './migrations/usedOnce.ts'

const schemaVersion = pgTable('schema_version', {
  version: integer('version').primaryKey(),
  /** The oldest build that runs on this version, by the number of its migrations. NULL where each needs its own. */
  oldestBuild: integer('oldest_build'),
})

/** Advisory lock that makes concurrently starting replicas migrate one after the other. An arbitrary, unique number. */
const migrationLock = 5_175_001

/**
 * Applies the missing migrations in one transaction, so that a start either completes the schema or changes nothing.
 * Running endpoints of the previous build continue.
 * @throws {StartError} `database_newer` when a later build has removed something that this one needs
 */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await transaction.execute(
      sql`CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    await transaction.execute(sql`ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS oldest_build integer`)
    const { version, oldestBuild } = schemaVersion
    const needed = sql`coalesce(max(coalesce(${oldestBuild}, ${version})), 0)`.mapWith(Number)
    const [last] = await transaction.select({ version: max(version), needed }).from(schemaVersion)
    const current = last?.version ?? 0
    if ((last?.needed ?? 0) > steps.length) {
      throw new StartError(
        'database_newer',
        `The database has schema version ${current}; this build supports ${steps.length}. Start a newer build.`,
      )
    }
    for (const [position, step] of steps.entries()) {
      const next = position + 1
      if (next <= current) continue
      for (const statement of 'contracts' in step ? step.contracts : step) {
        await transaction.execute(sql.raw(statement))
      }
      await transaction.insert(schemaVersion).values({ version: next, oldestBuild: 'contracts' in step ? next : 0 })
    }
  })
}

/**
 * SQL statements that migrate a database to the next version. A migration expands: it adds tables, indexes, and columns
 * that are nullable or have a default, so that the previous build runs on its result. What `contracts` removes must not
 * be used by the previous build any more; older ones do not start after it.
 */
export type Migration = readonly string[] | { readonly contracts: readonly string[] }

/** The version is the position in this list. Append only: a migration that has been applied must never change. */
export const migrations: readonly Migration[] = [
  firstTables,
  bootstrapState,
  boundSessions,
  { contracts: usedOnce },
  { contracts: accountBounds },
  emailCodes,
  deviceSignIn,
  expiryIndexes,
  signContexts,
  boundProgramTokens,
]
