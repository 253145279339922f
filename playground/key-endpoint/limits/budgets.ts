import { createHash } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { attempt } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import { defaultLimits, type Limit, type LimitName, type Limits } from './limits.ts'

/** One budget for each limit. */
export type Budgets = Readonly<Record<LimitName, Budget>>

/** Counts events per subject, for example per user or per client, in a fixed window. */
export type Budget = {
  /**
   * Counts one event. An unknown subject is not counted.
   * @throws {HttpError} 429 once the subject has exhausted the window
   */
  readonly spend: (subject: string | undefined) => Promise<void>
  /** Reverts one count. */
  readonly refund: (subject: string) => Promise<void>
  /** Resets the count. */
  readonly reset: (subject: string) => Promise<void>
}

export type BudgetsOptions = {
  readonly database: Database
  readonly clock: WallClock
  /** Limits that replace the default ones. */
  readonly limits?: Partial<Limits> | undefined
}

/** Creates the budgets. Counts are stored in the database, so replicas share them and restarts keep them. */
export function createBudgets({ database, clock, limits = {} }: BudgetsOptions): Budgets {
  const budget = (name: LimitName) =>
    createBudget({ database, clock, name, limit: limits[name] ?? defaultLimits[name] })
  return {
    lettersPerEmail: budget('lettersPerEmail'),
    lettersPerEmailPerDay: budget('lettersPerEmailPerDay'),
    lettersPerClient: budget('lettersPerClient'),
    guessesPerEmail: budget('guessesPerEmail'),
    wrongCodesPerEmailPerDay: budget('wrongCodesPerEmailPerDay'),
    signInsPerClient: budget('signInsPerClient'),
    signInsPerUser: budget('signInsPerUser'),
    ceremoniesPerClient: budget('ceremoniesPerClient'),
    registrationsPerUser: budget('registrationsPerUser'),
    accountCallsPerSession: budget('accountCallsPerSession'),
    accountCallsPerClient: budget('accountCallsPerClient'),
    gesturesPerSession: budget('gesturesPerSession'),
    noticesPerUser: budget('noticesPerUser'),
    signaturesPerUser: budget('signaturesPerUser'),
    signaturesPerClient: budget('signaturesPerClient'),
  }
}

type BudgetOptions = {
  readonly database: Database
  readonly clock: WallClock
  readonly name: LimitName
  readonly limit: Limit
}

function createBudget({ database, clock, name, limit }: BudgetOptions): Budget {
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
    async reset(subject) {
      await database.delete(attempt).where(eq(attempt.subject, idOf(subject)))
    },
  }
}
