import type { WallClock } from '@openkey/protocol'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Database } from '../database/database.ts'
import { key, session } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import { isSessionValidFor, type ReadCaller } from '../sessions/readCaller.ts'
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
 * @throws {HttpError} 401 without a live session
 */
export type FindSigningSession = (context: Context, keyId: string) => Promise<SigningSession | undefined>

/**
 * Reads session and key with one prepared query. A lookup through better-auth takes longer than the signature itself.
 */
export function createFindSigningSession({
  database,
  readCaller,
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly clock: WallClock
}): FindSigningSession {
  const { userId, expiresAt, topOrigin, dpopThumbprint } = session
  const query = database
    .select({ userId, expiresAt, topOrigin, dpopThumbprint, key })
    .from(session)
    .leftJoin(key, and(eq(key.id, sql.placeholder('keyId')), eq(key.userId, session.userId), isNull(key.archivedAt)))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare('find_session_and_key')

  return async (context, keyId) => {
    if (context.req.header('Authorization') === undefined) return undefined
    const caller = await readCaller(context)
    const [found] = caller ? await query.execute({ token: caller.databaseToken, keyId }) : []
    if (caller === undefined || found === undefined || !isSessionValidFor(caller, found, clock.now())) {
      throw new HttpError(401, 'Unauthorized')
    }
    return found
  }
}
