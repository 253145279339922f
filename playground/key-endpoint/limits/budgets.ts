import { createHash } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, type Column, eq, gt, lte, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { testTime } from '../database/databaseTime.ts'
import { attempt } from '../database/schema.ts'
import { shareStatement } from '../database/shareStatement.ts'
import { HttpError } from '../http/httpError.ts'
import { countEach } from './countEach.ts'
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
  /**
   * Like `spend`, as a part of another statement, which saves a round trip to the database. The result has a row for
   * each subject, with the count after all its events. See {@link countEach}.
   * @param events a SELECT of {@link subjectOf} for each event
   * @param now the time of a test, or NULL
   */
  readonly spending: (events: SQL, now: Placeholder) => SQL<Spent>
  /** Returns how {@link spending} names a subject, in SQL. */
  readonly subjectOf: (subject: Column) => SQL<string>
  /** @throws {HttpError} 429 once the subject has exhausted the window */
  readonly check: (spent: Spent) => void
  /** Reverts one count. */
  readonly refund: (subject: string) => Promise<void>
  /** Resets the count. */
  readonly reset: (subject: string) => Promise<void>
}

/** The events of a window so far, and how long it lasts. */
export type Spent = { readonly count: number; readonly secondsLeft: number }

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
    delegatedPerUser: budget('delegatedPerUser'),
    delegatedPerKey: budget('delegatedPerKey'),
    delegatedPerClient: budget('delegatedPerClient'),
    deviceRequestsPerClient: budget('deviceRequestsPerClient'),
    devicePollsPerClient: budget('devicePollsPerClient'),
    wrongUserCodesPerUser: budget('wrongUserCodesPerUser'),
    userCodesPerClient: budget('userCodesPerClient'),
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
  const commit = isBrief(name) ? commitUnsynced : sql`NULL`
  const idOf = (subject: string) => `${name}:${createHash('sha256').update(subject).digest('base64url')}`

  const check: Budget['check'] = ({ count, secondsLeft }) => {
    if (count <= limit.count) return
    throw new HttpError(429, 'Too many requests', { retryAfterSeconds: Math.max(1, secondsLeft) })
  }

  const now = sql`coalesce(${sql.placeholder('testTime')}::timestamptz, now())`
  const isOver = lte(attempt.windowEndsAt, now)
  // Every statement locks its rows in the same order, so that two replicas never wait for each other.
  const spenders = sql`SELECT subject, count, ${now} + ${limit.windowMs}::double precision * interval '1 millisecond'
    FROM unnest(${sql.placeholder('subjects')}::text[], ${sql.placeholder('counts')}::integer[])
      AS spender (subject, count) ORDER BY subject`
  const insert = database
    .insert(attempt)
    .select(spenders)
    .onConflictDoUpdate({
      target: attempt.subject,
      set: {
        count: sql`CASE WHEN ${isOver} THEN excluded.count ELSE ${attempt.count} + excluded.count END`,
        windowEndsAt: sql`CASE WHEN ${isOver} THEN excluded.window_ends_at ELSE ${attempt.windowEndsAt} END`,
      },
    })
    .returning({
      subject: attempt.subject,
      count: attempt.count,
      secondsLeft: sql`ceil(extract(epoch FROM ${attempt.windowEndsAt} - ${now}))`.mapWith(Number),
      commit,
    })
    .prepare(`spend_${name}`)

  /** Counts events that arrive together in one statement. Each gets the count as if it had come alone, in this order. */
  const spendAll = shareStatement(async (subjects: readonly string[]): Promise<readonly Spent[]> => {
    const added = new Map<string, number>()
    for (const subject of subjects) added.set(subject, (added.get(subject) ?? 0) + 1)
    const counted = { subjects: [...added.keys()], counts: [...added.values()] }
    const rows = await insert.execute({ ...counted, testTime: testTime(clock) })
    const spent = new Map(rows.map((row) => [row.subject, row]))
    return countEach(subjects.flatMap((subject) => spent.get(subject) ?? []))
  })

  return {
    async spend(subject) {
      if (subject === undefined) return
      check(await spendAll(idOf(subject)))
    },
    subjectOf: (subject) => sql`${name}::text || ':' || ${base64urlSha256(subject)}`,
    spending(events, now) {
      const time = sql`coalesce(${now}::timestamptz, now())`
      const isOver = sql`attempt.window_ends_at <= ${time}`
      return sql`INSERT INTO attempt (subject, count, window_ends_at)
        SELECT subject, count(*), ${time} + ${limit.windowMs}::double precision * interval '1 millisecond'
        FROM (${events}) AS event (subject) GROUP BY subject ORDER BY subject
        ON CONFLICT (subject) DO UPDATE SET
          count = CASE WHEN ${isOver} THEN excluded.count ELSE attempt.count + excluded.count END,
          window_ends_at = CASE WHEN ${isOver} THEN excluded.window_ends_at ELSE attempt.window_ends_at END
        RETURNING subject, count, ceil(extract(epoch FROM window_ends_at - ${time})) AS seconds_left, ${commit}`
    },
    check,
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

/**
 * Commits the statement that contains it without waiting for the disk: a crash of the database loses less than a second
 * of these counts, and no request waits for them to be on the disk.
 */
const commitUnsynced = sql`set_config('synchronous_commit', 'off', true)`

/** Returns whether a limit counts for a minute at most. The others, such as guesses of a code, are durable. */
function isBrief(name: LimitName): boolean {
  return defaultLimits[name].windowMs <= 60_000
}

/** The hash of a subject in SQL, as `idOf` computes it. */
function base64urlSha256(text: Column): SQL {
  return sql`translate(rtrim(encode(sha256(convert_to(${text}, 'UTF8')), 'base64'), '='), '+/', '-_')`
}
