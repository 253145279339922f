import { and, desc, eq, inArray, lte, or } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { session } from '../database/schema.ts'
import { accountLimits } from '../limits/accountLimits.ts'

/** Ends a user's oldest sessions beyond the limit, and removes those that have expired. */
export async function trimSessions(database: Database, userId: string, now: number): Promise<void> {
  const beyond = database
    .select({ id: session.id })
    .from(session)
    .where(eq(session.userId, userId))
    .orderBy(desc(session.createdAt))
    .offset(accountLimits.sessions)
  const isOver = or(lte(session.expiresAt, new Date(now)), inArray(session.id, beyond))
  await database.delete(session).where(and(eq(session.userId, userId), isOver))
}
