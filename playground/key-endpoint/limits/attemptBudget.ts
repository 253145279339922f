import { createHash } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { attempt } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Limit } from './limits.ts'

export type AttemptBudget = {
  /**
   * Counts one. Where nobody knows whose it is, nothing is counted.
   * @throws {HttpError} 429 once the subject has used up the window
   */
  readonly spend: (subject: string | undefined) => Promise<void>
  /** Reverts one count. */
  readonly refund: (subject: string) => Promise<void>
  /** Starts over: the subject has shown that it is its owner who asks. */
  readonly restore: (subject: string) => Promise<void>
}

export type AttemptBudgetOptions = {
  readonly database: Database
  readonly clock: Clock
  /** What is counted. Budgets of one name share their counts. */
  readonly name: string
  readonly limit: Limit
}

/** Counts something per subject in a fixed window, in the database: across replicas, and over restarts. */
export function createAttemptBudget({ database, clock, name, limit }: AttemptBudgetOptions): AttemptBudget {
  const idOf = (subject: string) => `${name}:${createHash('sha256').update(subject).digest('base64url')}`

  return {
    async spend(subject) {
      if (subject === undefined) return
      const now = new Date(clock.now())
      const isOver = sql`${attempt.windowEndsAt} <= ${now.toISOString()}::timestamptz`
      const [spent] = await database
        .insert(attempt)
        .values({ subject: idOf(subject), count: 1, windowEndsAt: new Date(now.getTime() + limit.windowMs) })
        .onConflictDoUpdate({
          target: attempt.subject,
          set: {
            count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${attempt.count} + 1 END`,
            windowEndsAt: sql`CASE WHEN ${isOver} THEN excluded.window_ends_at ELSE ${attempt.windowEndsAt} END`,
          },
        })
        .returning()
      if (spent?.count === 1) await database.delete(attempt).where(lt(attempt.windowEndsAt, now))
      if (spent === undefined || spent.count <= limit.count) return
      const retryAfterSeconds = Math.max(1, Math.ceil((spent.windowEndsAt.getTime() - now.getTime()) / 1000))
      throw new HttpError(429, 'Too many requests', { retryAfterSeconds })
    },
    async refund(subject) {
      const isPositive = and(eq(attempt.subject, idOf(subject)), gt(attempt.count, 0))
      await database
        .update(attempt)
        .set({ count: sql`${attempt.count} - 1` })
        .where(isPositive)
    },
    async restore(subject) {
      await database.delete(attempt).where(eq(attempt.subject, idOf(subject)))
    },
  }
}
