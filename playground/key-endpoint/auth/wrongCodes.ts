import type { WallClock } from '@openkey/protocol'
import { and, eq, lt, notExists, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { databaseTime, databaseTimeAfter } from '../database/databaseTime.ts'
import { user, wrongCodeRun } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'

/** Number of consecutive wrong codes without a wait. After that the wait doubles, from a minute to a day. */
const withoutWait = 10
const dayMs = 86_400_000

/** Maximum number of consecutive failures on one account (NIST SP 800-63B, 5.2.2). */
const maxRun = 100

/** Retention of the run of an address without an account. */
const retentionMs = 30 * dayMs

export type WrongCodes = {
  /**
   * Counts a code as wrong before it is checked, so that concurrent attempts all count. It counts in the same way
   * whether or not the address has an account.
   * @throws {HttpError} 429 until the next attempt is allowed, 403 `code_sign_in_closed` after a hundred wrong codes in
   *   a row
   */
  readonly count: (email: string) => Promise<void>
  /** Reverts that count, because the code was right or could not be checked. */
  readonly refund: (email: string) => Promise<void>
  /** Ends the run after a sign-in with a code. The daily count continues. */
  readonly endRun: (email: string) => Promise<void>
  /** Resets every count of wrong codes after a sign-in with a passkey. */
  readonly reset: (email: string) => Promise<void>
}

export type WrongCodesOptions = {
  readonly database: Database
  readonly budgets: Pick<Budgets, 'guessesPerEmail' | 'wrongCodesPerEmailPerDay'>
  readonly clock: WallClock
}

/** Limits wrong email codes per hour, per day and per run. Sign-in with a passkey is not affected. */
export function createWrongCodes({ database, budgets, clock }: WrongCodesOptions): WrongCodes {
  const { guessesPerEmail, wrongCodesPerEmailPerDay } = budgets
  const { email: address, length, nextTryAt, updatedAt } = wrongCodeRun

  const extendRun = async (email: string) => {
    const now = databaseTime(clock)
    const wait = sql`CASE WHEN ${length} + 1 < ${withoutWait} THEN interval '0'
      ELSE least(interval '1 day', interval '1 minute' * power(2, least(${length} + 1 - ${withoutWait}, 16))) END`
    const [run] = await database
      .insert(wrongCodeRun)
      .values({ email, length: 1, nextTryAt: now, updatedAt: now })
      .onConflictDoUpdate({
        target: address,
        set: { length: sql`${length} + 1`, nextTryAt: sql`excluded.updated_at + ${wait}`, updatedAt: now },
        setWhere: sql`(${length} < ${withoutWait} OR ${nextTryAt} <= ${now}) AND ${length} < ${maxRun}`,
      })
      .returning()
    if (run === undefined) return refuse(email)
    if (run.length === 1) await deleteStaleRuns()
  }

  const refuse = async (email: string) => {
    const secondsLeft = sql`ceil(extract(epoch FROM ${nextTryAt} - ${databaseTime(clock)}))`.mapWith(Number)
    const [run] = await database.select({ length, secondsLeft }).from(wrongCodeRun).where(eq(address, email))
    if (run !== undefined && run.length >= maxRun) {
      throw new HttpError(403, 'Too many wrong codes in a row: sign in with a passkey', { code: 'code_sign_in_closed' })
    }
    throw new HttpError(429, 'Too many requests', { retryAfterSeconds: Math.max(1, run?.secondsLeft ?? 1) })
  }

  const deleteStaleRuns = () => {
    const owner = database.select({ one: sql`1` }).from(user).where(eq(user.email, address))
    const isStale = lt(updatedAt, databaseTimeAfter(clock, -retentionMs))
    return database.delete(wrongCodeRun).where(and(isStale, notExists(owner)))
  }

  const endRun: WrongCodes['endRun'] = async (email) => {
    await database.delete(wrongCodeRun).where(eq(address, email))
  }

  return {
    async count(email) {
      await guessesPerEmail.spend(email)
      await wrongCodesPerEmailPerDay.spend(email)
      try {
        await extendRun(email)
      } catch (error) {
        await wrongCodesPerEmailPerDay.refund(email)
        throw error
      }
    },
    async refund(email) {
      await wrongCodesPerEmailPerDay.refund(email)
      await database
        .update(wrongCodeRun)
        .set({ length: sql`greatest(${length} - 1, 0)`, nextTryAt: databaseTime(clock) })
        .where(eq(address, email))
    },
    endRun,
    async reset(email) {
      await Promise.all([endRun(email), guessesPerEmail.reset(email), wrongCodesPerEmailPerDay.reset(email)])
    },
  }
}
