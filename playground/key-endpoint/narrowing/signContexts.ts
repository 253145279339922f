import { createHash, randomBytes } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { databaseTime, databaseTimeAfter } from '../database/databaseTime.ts'
import { lockUser } from '../database/lockUser.ts'
import { signContext } from '../database/schema.ts'

/** Lifetime of a context and of its previews, in milliseconds. */
const lifetimeMs = 300_000

/** Contexts that a user may have open. Another one ends the oldest. */
const maxPerUser = 16

export type SignContext = Pick<typeof signContext.$inferSelect, 'keyId' | 'message' | 'previewMessage' | 'previewHash'>

export type Issued = { readonly token: string; readonly expiresAt: Date }

/** The messages that may be narrowed. Tokens are returned once, and stored only as their hashes. */
export type SignContexts = {
  readonly open: (userId: string, keyId: string, message: string) => Promise<Issued>
  /** @returns `undefined` for a token that is unknown, used, expired or another user's */
  readonly find: (userId: string, token: string) => Promise<SignContext | undefined>
  /** Stores the message that the user is shown, in place of any earlier one. @returns `undefined` for an ended context */
  readonly preview: (token: string, message: string) => Promise<Issued | undefined>
  /** Returns a context and ends it, so that it is used once whatever follows. */
  readonly take: (userId: string, token: string) => Promise<SignContext | undefined>
}

export function createSignContexts({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: WallClock
}): SignContexts {
  const expiry = () => databaseTimeAfter(clock, lifetimeMs)
  const { keyId, message, previewMessage, previewHash } = signContext
  const columns = { keyId, message, previewMessage, previewHash }
  const valid = (userId: string, token: string) =>
    and(
      eq(signContext.tokenHash, hashToken(token)),
      eq(signContext.userId, userId),
      gt(signContext.expiresAt, databaseTime(clock)),
    )

  return {
    open: (userId, keyId, message) =>
      database.transaction(async (transaction) => {
        await lockUser(transaction, userId)
        const token = `oks_${randomBytes(32).toString('hex')}`
        const times = { createdAt: databaseTime(clock), expiresAt: expiry() }
        const row = { tokenHash: hashToken(token), userId, keyId, message, ...times }
        const [opened] = await transaction
          .insert(signContext)
          .values(row)
          .returning({ expiresAt: signContext.expiresAt })
        const beyondLimit = transaction
          .select({ tokenHash: signContext.tokenHash })
          .from(signContext)
          .where(eq(signContext.userId, userId))
          .orderBy(desc(signContext.createdAt))
          .offset(maxPerUser)
        await transaction.delete(signContext).where(inArray(signContext.tokenHash, beyondLimit))
        if (opened === undefined) throw new Error('The database returned no row.')
        return { token, ...opened }
      }),
    async find(userId, token) {
      const [found] = await database.select(columns).from(signContext).where(valid(userId, token))
      return found
    },
    async preview(contextToken, previewMessage) {
      const token = `okp_${randomBytes(32).toString('hex')}`
      const [previewed] = await database
        .update(signContext)
        .set({ previewMessage, previewHash: hashToken(token), expiresAt: expiry() })
        .where(eq(signContext.tokenHash, hashToken(contextToken)))
        .returning({ expiresAt: signContext.expiresAt })
      return previewed && { token, ...previewed }
    },
    async take(userId, token) {
      const [taken] = await database.delete(signContext).where(valid(userId, token)).returning(columns)
      return taken
    },
  }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
