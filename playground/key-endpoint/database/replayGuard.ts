import { createHash } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { lte, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { databaseTime, databaseTimeAfter } from './databaseTime.ts'
import { usedOnce } from './schema.ts'

/** Accepts each value once, across all replicas. */
export type ReplayGuard = {
  /** @returns true the first time, then false until `retentionMs` have passed */
  readonly consume: (value: string, options: { readonly retentionMs: number }) => Promise<boolean>
}

/** Stores the SHA-256 of each value, never the value itself. */
export function createReplayGuard({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: WallClock
}): ReplayGuard {
  return {
    async consume(value, { retentionMs }) {
      const inserted = await database
        .insert(usedOnce)
        .values({
          id: createHash('sha256').update(value).digest('base64url'),
          expiresAt: databaseTimeAfter(clock, retentionMs),
        })
        .onConflictDoUpdate({
          target: usedOnce.id,
          set: { expiresAt: sql`excluded.expires_at` },
          setWhere: lte(usedOnce.expiresAt, databaseTime(clock)),
        })
        .returning({ id: usedOnce.id })
      return inserted.length === 1
    },
  }
}
