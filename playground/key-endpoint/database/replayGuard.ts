import { createHash } from 'node:crypto'
import { lt } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from './database.ts'
import { usedOnce } from './schema.ts'

/** True the first time something is claimed, on whichever replica, for as long as it is remembered. */
export type ClaimOnce = (subject: string, options: { readonly rememberedMs: number }) => Promise<boolean>

/** Only a digest of the subject is kept. */
export function createClaimOnce({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): ClaimOnce {
  return async (subject, { rememberedMs }) => {
    const now = clock.now()
    await database.delete(usedOnce).where(lt(usedOnce.expiresAt, new Date(now)))
    const claimed = await database
      .insert(usedOnce)
      .values({
        id: createHash('sha256').update(subject).digest('base64url'),
        expiresAt: new Date(now + rememberedMs),
      })
      .onConflictDoNothing()
      .returning({ id: usedOnce.id })
    return claimed.length === 1
  }
}
