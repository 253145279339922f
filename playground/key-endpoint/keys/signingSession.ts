import type { WallClock } from '@openkey/protocol'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Database } from '../database/database.ts'
import { testTime } from '../database/databaseTime.ts'
import { key, session } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { ReadCaller } from '../sessions/readCaller.ts'
import type { KeyRow } from './keyStore.ts'

/** A session together with the key that its caller wants to sign with. */
export type SigningSession = {
  readonly userId: string
  readonly topOrigin: string | null
  /** Null when the session's user has no such active key. */
  readonly key: KeyRow | null
}

/**
 * @returns `undefined` for a request without `Authorization`
 * @throws {HttpError} 401 without a live session, 429 once its user has exhausted the signatures
 */
export type FindSigningSession = (context: Context, keyId: string) => Promise<SigningSession | undefined>

/**
 * Reads session and key and counts the signature against the user, with one prepared statement: each round trip to the
 * database takes longer than the signature itself.
 */
export function createFindSigningSession({
  database,
  readCaller,
  budgets: { signaturesPerUser },
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly budgets: Pick<Budgets, 'signaturesPerUser'>
  readonly clock: WallClock
}): FindSigningSession {
  const { userId, topOrigin } = session
  const token = sql.placeholder('token')
  const isLive = sql`${session.token} = ${token} AND ${session.expiresAt} > ${sql.placeholder('now')}::timestamptz
    AND ${session.dpopThumbprint} IS NOT DISTINCT FROM ${sql.placeholder('thumbprint')}::text`
  const spent = database
    .$with('spent', {
      count: sql`count`.mapWith(Number).as('count'),
      secondsLeft: sql`seconds_left`.mapWith(Number).as('seconds_left'),
    })
    .as(signaturesPerUser.spending(sql`SELECT ${userId} FROM ${session} WHERE ${isLive}`, sql.placeholder('testTime')))
  const query = database
    .with(spent)
    .select({ userId, topOrigin, key, count: spent.count, secondsLeft: spent.secondsLeft })
    .from(session)
    .innerJoin(spent, sql`true`)
    .leftJoin(key, and(eq(key.id, sql.placeholder('keyId')), eq(key.userId, session.userId), isNull(key.archivedAt)))
    .where(eq(session.token, token))
    .prepare('find_session_and_key')

  return async (context, keyId) => {
    if (context.req.header('Authorization') === undefined) return undefined
    const caller = await readCaller(context)
    if (caller === undefined) throw new HttpError(401, 'Unauthorized')
    const { databaseToken, thumbprint } = caller
    const now = new Date(clock.now()).toISOString()
    const [found] = await query.execute({ token: databaseToken, keyId, thumbprint, now, testTime: testTime(clock) })
    if (found === undefined) throw new HttpError(401, 'Unauthorized')
    signaturesPerUser.check(found)
    return { userId: found.userId, topOrigin: found.topOrigin, key: found.key }
  }
}
