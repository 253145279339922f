import type { WallClock } from '@openkey/protocol'
import { eq, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Database } from '../database/database.ts'
import { session, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import { isSessionValidFor, type ReadCaller } from './readCaller.ts'

export type Session = {
  readonly id: string
  readonly userId: string
  readonly email: string
  /** Origin of the page whose frame opened the session; `null` for a window or a program. */
  readonly topOrigin: string | null
  /** Time of the sign-in, by code or passkey. */
  readonly createdAt: Date
  /** The signed token. */
  readonly bearer: string
}

export type Sessions = {
  /**
   * Returns the caller's live session, and counts the call against it.
   * @throws {HttpError} 401 when a required proof of possession is invalid, 429 once the session has exhausted its
   *   calls
   */
  readonly find: (context: Context) => Promise<Session | undefined>
  /** Like `find`. @throws {HttpError} 401 without a live session */
  readonly require: (context: Context) => Promise<Session>
}

/** Looks sessions up with one prepared query, which takes a third of the time of better-auth's lookup. */
export function createSessions({
  database,
  readCaller,
  budgets,
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly budgets: Pick<Budgets, 'accountCallsPerSession'>
  readonly clock: WallClock
}): Sessions {
  const { id, userId, createdAt, expiresAt, topOrigin, dpopThumbprint } = session
  const query = database
    .select({ id, userId, createdAt, expiresAt, topOrigin, dpopThumbprint, email: user.email })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare('find_session')

  const find: Sessions['find'] = async (context) => {
    const caller = await readCaller(context)
    if (caller === undefined) return undefined
    const [found] = await query.execute({ token: caller.databaseToken })
    if (found === undefined || !isSessionValidFor(caller, found, clock.now())) return undefined
    await budgets.accountCallsPerSession.spend(found.id)
    const { expiresAt: _, dpopThumbprint: __, ...shown } = found
    return { ...shown, bearer: caller.bearer }
  }

  return {
    find,
    async require(context) {
      const found = await find(context)
      if (found === undefined) throw new HttpError(401, 'Unauthorized')
      return found
    },
  }
}
