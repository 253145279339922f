import { createHash } from 'node:crypto'
import { lt } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { dpopProof } from '../database/schema.ts'

/** Longer than any nonce stays fresh: what is forgotten here is refused there. */
const rememberedMs = 600_000

export type SeenProofs = {
  /** True the first time a key uses this `jti`, on whichever replica. */
  readonly claim: (thumbprint: string, jti: string) => Promise<boolean>
}

export function createSeenProofs({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): SeenProofs {
  return {
    async claim(thumbprint, jti) {
      const now = clock.now()
      await database.delete(dpopProof).where(lt(dpopProof.expiresAt, new Date(now)))
      const claimed = await database
        .insert(dpopProof)
        .values({
          id: createHash('sha256').update(`${thumbprint}.${jti}`).digest('base64url'),
          expiresAt: new Date(now + rememberedMs),
        })
        .onConflictDoNothing()
        .returning({ id: dpopProof.id })
      return claimed.length === 1
    },
  }
}
