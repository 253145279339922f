import type { WallClock } from '@openkey/protocol'
import { and, desc, eq, gt } from 'drizzle-orm'
import { Hono } from 'hono'
import type { Database } from '../database/database.ts'
import { session } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { Sessions } from './sessions.ts'

/** Lists a user's live sessions and ends one of them. The session of another user is not found. */
export function sessionRoutes({
  database,
  sessions,
  clock,
}: {
  readonly database: Database
  readonly sessions: Sessions
  readonly clock: WallClock
}): Hono {
  return new Hono()
    .get('/', async (context) => {
      const current = await sessions.require(context)
      const rows = await database
        .select()
        .from(session)
        .where(and(eq(session.userId, current.userId), gt(session.expiresAt, new Date(clock.now()))))
        .orderBy(desc(session.createdAt))
      return context.json({
        sessions: rows.map(({ id, createdAt, expiresAt, topOrigin, openedOn, dpopThumbprint }) => ({
          id,
          createdAt,
          expiresAt,
          topOrigin,
          openedOn,
          isBound: dpopThumbprint !== null,
          isCurrent: id === current.id,
        })),
      })
    })
    .delete('/:id', async (context) => {
      const { userId } = await sessions.require(context)
      const ended = await database
        .delete(session)
        .where(and(eq(session.id, context.req.param('id')), eq(session.userId, userId)))
        .returning({ id: session.id })
      if (ended.length === 0) throw new HttpError(404, 'Session not found')
      return context.json({ success: true })
    })
}
