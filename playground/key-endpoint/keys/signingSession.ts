import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { isOpenTo } from '../auth/isOpenTo.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { key, session } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { ReadCaller } from '../sessions/readCaller.ts'
import type { KeyRow } from './keyView.ts'

export type Signer = {
  readonly userId: string
  readonly topOrigin: string | null
  /** Null when the session's user has no such key in use. */
  readonly key: KeyRow | null
}

/**
 * The session a caller presents, with the key it wants; `undefined` when it presents none.
 * @throws {HttpError} 401 when what it presents is no live session
 */
export type FindSigner = (context: Context, keyId: string) => Promise<Signer | undefined>

/**
 * Reads session and key in one prepared round trip. Looking the session up through the library costs more than the
 * signature itself.
 */
export function createFindSigner({
  database,
  readCaller,
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly clock: Clock
}): FindSigner {
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
    if (caller === undefined || found === undefined || !isOpenTo(caller, found, clock.now())) {
      throw new HttpError(401, 'Unauthorized')
    }
    return found
  }
}
