import { eq, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { isOpenTo } from '../auth/isOpenTo.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { session, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { ReadCaller } from './readCaller.ts'

export type Session = {
  readonly id: string
  readonly userId: string
  readonly email: string
  /** When the session was opened with a code or a passkey. */
  readonly createdAt: Date
  /** The signed form of its token. */
  readonly bearer: string
}

export type Sessions = {
  /**
   * Returns the caller's live session, and charges the call to it.
   * @throws {HttpError} 401 when a required proof of possession is missing, 429 once the session has used up its calls
   */
  readonly find: (context: Context) => Promise<Session | undefined>
  /** @throws {HttpError} 401 without a live session */
  readonly require: (context: Context) => Promise<Session>
}

/** Looks sessions up by one prepared query of our own, which costs a third of the library's. */
export function createSessions({
  database,
  readCaller,
  budgets,
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly budgets: Pick<Budgets, 'accountCallsPerSession'>
  readonly clock: Clock
}): Sessions {
  const { id, userId, createdAt, expiresAt, dpopThumbprint } = session
  const lookUp = database
    .select({ id, userId, createdAt, expiresAt, dpopThumbprint, email: user.email })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare('find_session')

  const find: Sessions['find'] = async (context) => {
    const caller = await readCaller(context)
    if (caller === undefined) return undefined
    const [found] = await lookUp.execute({ token: caller.databaseToken })
    if (found === undefined || !isOpenTo(caller, found, clock.now())) return undefined
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
