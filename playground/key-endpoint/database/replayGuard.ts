import { createHash } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { lte, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { testTime } from './databaseTime.ts'
import { usedOnce } from './schema.ts'
import { shareStatement } from './shareStatement.ts'

/** Accepts each value once, across all replicas. */
export type ReplayGuard = {
  /** @returns true the first time, then false until `retentionMs` have passed */
  readonly consume: (value: string, options: { readonly retentionMs: number }) => Promise<boolean>
}

/** Stores the SHA-256 of each value, never the value itself. Values that arrive together share a statement. */
export function createReplayGuard({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: WallClock
}): ReplayGuard {
  const now = sql`coalesce(${sql.placeholder('testTime')}::timestamptz, now())`
  // Every statement locks its rows in the same order, so that two replicas never wait for each other.
  const used = sql`SELECT id, ${now} + retention_ms * interval '1 millisecond'
    FROM unnest(${sql.placeholder('ids')}::text[], ${sql.placeholder('retentionsMs')}::double precision[])
      AS used (id, retention_ms) ORDER BY id`
  const insert = database
    .insert(usedOnce)
    .select(used)
    .onConflictDoUpdate({
      target: usedOnce.id,
      set: { expiresAt: sql`excluded.expires_at` },
      setWhere: lte(usedOnce.expiresAt, now),
    })
    .returning({ id: usedOnce.id })
    .prepare('use_once')

  const consumeAll = shareStatement(async (items: readonly Item[]) => {
    const first = new Map<string, Item>()
    for (const item of items) if (!first.has(item.id)) first.set(item.id, item)
    const inserted = await insert.execute({
      ids: [...first.keys()],
      retentionsMs: [...first.values()].map(({ retentionMs }) => retentionMs),
      testTime: testTime(clock),
    })
    const accepted = new Set(inserted.map(({ id }) => id))
    return items.map((item) => accepted.has(item.id) && first.get(item.id) === item)
  })

  return {
    consume: (value, { retentionMs }) =>
      consumeAll({ id: createHash('sha256').update(value).digest('base64url'), retentionMs }),
  }
}

type Item = { readonly id: string; readonly retentionMs: number }
