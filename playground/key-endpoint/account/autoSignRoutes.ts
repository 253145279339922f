import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { user } from '../database/schema.ts'
import { readBody } from '../http/readBody.ts'
import type { Log } from '../log.ts'
import type { AccountNotices } from '../mail/accountNotice.ts'
import { gestureField, type RequireFreshGesture } from '../passkeys/freshGesture.ts'
import type { Sessions } from '../sessions/sessions.ts'

const autoSignBody = z.object({ autoSignEnabled: z.boolean(), gesture: gestureField })

export type AutoSignRoutesOptions = {
  readonly database: Database
  readonly sessions: Sessions
  readonly requireFreshGesture: RequireFreshGesture
  readonly notices: Pick<AccountNotices, 'send'>
  readonly log: Log
}

/** Reads and sets whether the endpoint may sign the messages that provision the user's account. */
export function autoSignRoutes(options: AutoSignRoutesOptions): Hono {
  const { database, sessions, requireFreshGesture, notices, log } = options

  async function isEnabled(userId: string): Promise<boolean> {
    const [found] = await database
      .select({ autoSignEnabled: user.autoSignEnabled })
      .from(user)
      .where(eq(user.id, userId))
    return found?.autoSignEnabled ?? false
  }

  return new Hono()
    .get('/auto-sign', async (context) => {
      const { userId } = await sessions.require(context)
      return context.json({ autoSignEnabled: await isEnabled(userId) })
    })
    .patch('/auto-sign', async (context) => {
      const session = await sessions.require(context)
      const { autoSignEnabled, gesture } = await readBody(context, autoSignBody)
      // An owner can always take a permission away. Only giving it needs more than a session, which may be stolen.
      if (autoSignEnabled) await requireFreshGesture(session, gesture)
      const wasEnabled = await isEnabled(session.userId)
      await database.update(user).set({ autoSignEnabled }).where(eq(user.id, session.userId))
      log({ event: 'auto_sign_changed', outcome: autoSignEnabled ? 'enabled' : 'disabled' })
      if (autoSignEnabled && !wasEnabled) notices.send(session.userId, 'auto_sign_enabled')
      return context.json({ autoSignEnabled })
    })
}
