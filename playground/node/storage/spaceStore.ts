import * as z from 'zod'
import type { Database } from './database.ts'

/** The spaces this node hosts. */
export type SpaceStore = {
  has(space: string): boolean
  /** Idempotent. */
  host(space: string, nowMs: number): void
}

const present = z.object({ one: z.literal(1) })

export function createSpaceStore(database: Database): SpaceStore {
  return {
    has: (space) => database.first(present, 'SELECT 1 AS one FROM space WHERE id = ?', [space]) !== undefined,
    host(space, nowMs) {
      database.run('INSERT INTO space (id, hosted_at) VALUES (?, ?) ON CONFLICT DO NOTHING', [space, nowMs])
    },
  }
}
