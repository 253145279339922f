import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { passkeyChallenge } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'

const lifetimeMs = 300_000
const maxPending = 10_000

export type Challenges = {
  /**
   * Remembers a challenge under a fresh token for five minutes.
   * @param userId the user a registration is for; without it the challenge is one for an authentication
   * @throws {HttpError} 503 when too many are pending
   */
  readonly issue: (challenge: string, userId?: string) => Promise<string>
  /**
   * Gives the challenge out, once. It is gone whatever comes of the ceremony.
   * @throws {HttpError} 400 for a token that was used, has expired or was issued for another ceremony or user
   */
  readonly take: (token: string, userId?: string) => Promise<string>
}

/** Kept in the database: they survive a restart, and any replica can finish what another began. */
export function createChallenges({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): Challenges {
  return {
    async issue(challenge, userId) {
      const now = clock.now()
      await database.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, new Date(now - lifetimeMs)))
      if ((await database.$count(passkeyChallenge, gt(passkeyChallenge.expiresAt, new Date(now)))) >= maxPending)
        throw new HttpError(503, 'Too many pending ceremonies')
      const token = randomUUID()
      const expiresAt = new Date(now + lifetimeMs)
      await database.insert(passkeyChallenge).values({ token, challenge, userId: userId ?? null, expiresAt })
      return token
    },
    async take(token, userId) {
      const belongs = userId === undefined ? isNull(passkeyChallenge.userId) : eq(passkeyChallenge.userId, userId)
      const [taken] = await database
        .delete(passkeyChallenge)
        .where(and(eq(passkeyChallenge.token, token), belongs))
        .returning()
      if (taken === undefined) throw new HttpError(400, 'Challenge token not found or expired')
      if (taken.expiresAt.getTime() <= clock.now()) throw new HttpError(400, 'Challenge token expired')
      return taken.challenge
    },
  }
}
