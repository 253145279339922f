import { systemClock, type WallClock } from '@openkey/protocol'
import { type SQL, sql } from 'drizzle-orm'

/**
 * Returns the current time as an expression of SQL. The database's own clock decides about leases, limits and whatever
 * is accepted once, because the clocks of replicas differ. Another clock than the system's replaces it, for tests.
 */
export function databaseTime(clock: WallClock): SQL<Date> {
  return clock === systemClock ? sql`now()` : sql`${new Date(clock.now()).toISOString()}::timestamptz`
}

/** Returns the time `ms` milliseconds after {@link databaseTime}. */
export function databaseTimeAfter(clock: WallClock, ms: number): SQL<Date> {
  return sql`${databaseTime(clock)} + ${ms}::double precision * interval '1 millisecond'`
}
