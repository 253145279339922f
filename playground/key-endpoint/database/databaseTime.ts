import { systemClock, type WallClock } from '@openkey/protocol'
import { type SQL, sql } from 'drizzle-orm'

/**
 * Returns the current time as an expression of SQL. The database's own clock decides about leases, limits and whatever
 * is accepted once, because the clocks of replicas differ. Another clock than the system's replaces it, for tests.
 */
export function databaseTime(clock: WallClock): SQL<Date> {
  const time = testTime(clock)
  return time === null ? sql`now()` : sql`${time}::timestamptz`
}

/** Returns the time of a clock for tests; `null` for the system's, in whose place a statement uses `now()`. */
export function testTime(clock: WallClock): string | null {
  return clock === systemClock ? null : new Date(clock.now()).toISOString()
}

/** Returns the time `ms` milliseconds after {@link databaseTime}. */
export function databaseTimeAfter(clock: WallClock, ms: number): SQL<Date> {
  return sql`${databaseTime(clock)} + ${ms}::double precision * interval '1 millisecond'`
}
