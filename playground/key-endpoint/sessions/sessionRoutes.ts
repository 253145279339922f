import type { WallClock } from '@openkey/protocol'
import { and, desc, eq, gt } from 'drizzle-orm'
import { Hono } from 'hono'
import type { Database } from '../database/database.ts'
import { session } from '../database/schema.ts'
import { type Programs, programName } from '../device/programs.ts'
import type { ProgramTokens } from '../device/programTokens.ts'
import { HttpError } from '../http/httpError.ts'
import type { Sessions } from './sessions.ts'

/**
 * Lists a user's live sessions and connected programs, and ends one of them. The session of another user is not found.
 */
export function sessionRoutes({
  database,
  sessions,
  programTokens,
  programs,
  clock,
}: {
  readonly database: Database
  readonly sessions: Sessions
  readonly programTokens: Pick<ProgramTokens, 'list' | 'end'>
  readonly programs: Programs
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
      const opened = rows.map(({ id, createdAt, expiresAt, topOrigin, openedOn, dpopThumbprint }) => ({
        ...{ id, createdAt, expiresAt, topOrigin, openedOn },
        isBound: dpopThumbprint !== null,
        isCurrent: id === current.id,
      }))
      const connected = (await programTokens.list(current.userId)).map(
        ({ id, createdAt, expiresAt, program, deviceName, dpopThumbprint }) => ({
          ...{ id, createdAt, expiresAt, topOrigin: null, openedOn: null },
          program: programName(programs, program),
          deviceName,
          isBound: dpopThumbprint !== null,
          isCurrent: false,
        }),
      )
      const all = [...opened, ...connected].sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
      return context.json({ sessions: all })
    })
    .delete('/:id', async (context) => {
      const { userId } = await sessions.require(context)
      const id = context.req.param('id')
      const ended = await database
        .delete(session)
        .where(and(eq(session.id, id), eq(session.userId, userId)))
        .returning({ id: session.id })
      if (ended.length === 0 && !(await programTokens.end(userId, id))) throw new HttpError(404, 'Session not found')
      return context.json({ success: true })
    })
}
