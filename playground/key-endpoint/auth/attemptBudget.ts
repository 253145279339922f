import { createHash } from 'node:crypto'
import { eq, lt, sql } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { attempt } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'

export type AttemptBudget = {
  /** @throws {HttpError} 429 once the address has used up the window */
  readonly spend: (email: string) => Promise<void>
  /** Starts over: the address has shown that it is its owner who asks. */
  readonly restore: (email: string) => Promise<void>
}

/**
 * Counts something per e-mail address in a fixed window, in the database, so that replicas share it.
 * The code itself allows three guesses; this bounds how often an address can be given a fresh code to guess.
 */
export function createAttemptBudget({
  database,
  clock,
  name,
  limit,
  windowMs,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly name: string
  readonly limit: number
  readonly windowMs: number
}): AttemptBudget {
  const subjectOf = (email: string) => `${name}:${createHash('sha256').update(email).digest('base64url')}`

  return {
    async spend(email) {
      const now = new Date(clock.now())
      const subject = subjectOf(email)
      await database.delete(attempt).where(lt(attempt.windowEndsAt, now))
      const [spent] = await database
        .insert(attempt)
        .values({ subject, count: 1, windowEndsAt: new Date(now.getTime() + windowMs) })
        .onConflictDoUpdate({ target: attempt.subject, set: { count: sql`${attempt.count} + 1` } })
        .returning()
      if (spent === undefined || spent.count <= limit) return
      const retryAfterSeconds = Math.max(1, Math.ceil((spent.windowEndsAt.getTime() - now.getTime()) / 1000))
      throw new HttpError(429, 'Too many requests', { retryAfterSeconds })
    },
    async restore(email) {
      await database.delete(attempt).where(eq(attempt.subject, subjectOf(email)))
    },
  }
}
