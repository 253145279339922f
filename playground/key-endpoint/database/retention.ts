import type { WallClock } from '@openkey/protocol'
import { inArray, lt } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Log } from '../log.ts'
import type { Database } from './database.ts'
import { databaseTime } from './databaseTime.ts'
import { attempt, session, signContext, usedOnce, verification } from './schema.ts'

type Expiring = { readonly table: PgTable; readonly id: PgColumn; readonly expiresAt: PgColumn }

/** The tables whose rows have no use once they have expired. Each has an index on the expiry. */
export const expiring: readonly Expiring[] = [
  { table: session, id: session.id, expiresAt: session.expiresAt },
  { table: verification, id: verification.id, expiresAt: verification.expiresAt },
  { table: attempt, id: attempt.subject, expiresAt: attempt.windowEndsAt },
  { table: usedOnce, id: usedOnce.id, expiresAt: usedOnce.expiresAt },
  { table: signContext, id: signContext.tokenHash, expiresAt: signContext.expiresAt },
]

/** Rows that one statement removes, and statements for one table in a run. */
const batchRows = 500
const batchesPerRun = 20
const everyMs = 60_000

/**
 * Removes expired rows in batches. Replicas that run it at the same time remove different rows.
 * @returns the number of removed rows
 */
export async function removeExpired({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: WallClock
}): Promise<number> {
  let removed = 0
  for (const { table, id, expiresAt } of expiring) {
    for (let batch = 0; batch < batchesPerRun; batch++) {
      const due = database
        .select({ id })
        .from(table)
        .where(lt(expiresAt, databaseTime(clock)))
        .orderBy(expiresAt)
        .limit(batchRows)
        .for('update', { skipLocked: true })
      const rows = await database.delete(table).where(inArray(id, due)).returning({ id })
      removed += rows.length
      if (rows.length < batchRows) break
    }
  }
  return removed
}

/** Removes expired rows every minute. @returns a function that stops it and waits for a run in progress */
export function startRetention(options: {
  readonly database: Database
  readonly clock: WallClock
  readonly log: Log
}): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    running = running
      .then(() => removeExpired(options))
      .catch((error: unknown) =>
        options.log({ event: 'retention_failed', error: error instanceof Error ? error.name : 'unknown' }),
      )
  }, everyMs).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
