import { eq, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { session, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/createBudgets.ts'
import { isOpenTo } from './isOpenTo.ts'
import type { ReadCaller } from './readCaller.ts'

export type Session = {
  readonly id: string
  readonly userId: string
  readonly email: string
  /** The signed form that the caller presented. */
  readonly bearer: string
}

export type Sessions = {
  /**
   * The caller's live session, which the call is charged to.
   * @throws {HttpError} 401 when possession must be proved and is not, 429 once the session has used up its calls
   */
  readonly find: (context: Context) => Promise<Session | undefined>
  /** @throws {HttpError} 401 without a live session */
  readonly require: (context: Context) => Promise<Session>
  /** Binds a session to a key before its token leaves the endpoint. */
  readonly bind: (databaseToken: string, thumbprint: string) => Promise<void>
  readonly end: (databaseToken: string) => Promise<void>
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
  const { id, userId, expiresAt, dpopThumbprint } = session
  const lookUp = database
    .select({ id, userId, expiresAt, dpopThumbprint, email: user.email })
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
    return { id: found.id, userId: found.userId, email: found.email, bearer: caller.bearer }
  }

  return {
    find,
    async require(context) {
      const found = await find(context)
      if (found === undefined) throw new HttpError(401, 'Unauthorized')
      return found
    },
    async bind(databaseToken, thumbprint) {
      await database.update(session).set({ dpopThumbprint: thumbprint }).where(eq(session.token, databaseToken))
    },
    async end(databaseToken) {
      await database.delete(session).where(eq(session.token, databaseToken))
    },
  }
}
