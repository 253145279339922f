import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { user } from '../database/schema.ts'
import { readBody } from '../http/readBody.ts'
import type { Sessions } from '../sessions/sessions.ts'

const autoSignBody = z.object({ autoSignEnabled: z.boolean() })

/** Reads and sets whether the endpoint may sign the messages that provision the user's account. */
export function autoSignRoutes({
  database,
  sessions,
}: {
  readonly database: Database
  readonly sessions: Sessions
}): Hono {
  return new Hono()
    .get('/auto-sign', async (context) => {
      const { userId } = await sessions.require(context)
      const [found] = await database
        .select({ autoSignEnabled: user.autoSignEnabled })
        .from(user)
        .where(eq(user.id, userId))
      return context.json({ autoSignEnabled: found?.autoSignEnabled ?? false })
    })
    .patch('/auto-sign', async (context) => {
      const { userId } = await sessions.require(context)
      const { autoSignEnabled } = await readBody(context, autoSignBody)
      await database.update(user).set({ autoSignEnabled }).where(eq(user.id, userId))
      return context.json({ autoSignEnabled })
    })
}
