import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, desc, eq, gt, inArray, lte, or, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { databaseTime, databaseTimeAfter } from '../database/databaseTime.ts'
import { lockUser } from '../database/lockUser.ts'
import { programToken } from '../database/schema.ts'
import { accountLimits } from '../limits/limits.ts'

/** Lifetime of a token in milliseconds: seven days, as of a session. */
export const tokenLifetimeMs = 604_800_000

/** Tells tokens of programs from session tokens, and lets scanners for leaked secrets find them. */
const prefix = 'okp_'

export type ProgramToken = Omit<typeof programToken.$inferSelect, 'tokenHash'>

export type IssueInput = Pick<ProgramToken, 'userId' | 'keyId' | 'program' | 'deviceName'> & {
  /** Thumbprint of the key that must sign a proof for each use of the token. */
  readonly dpopThumbprint: string
}

/** The access tokens of connected programs. */
export type ProgramTokens = {
  /** Issues a token. It is returned here, and stored only as its hash. Beyond the limit, the oldest one ends. */
  readonly issue: (input: IssueInput) => Promise<string>
  /** Finds a token that has been issued and not been revoked; it may have expired. */
  readonly find: (token: string) => Promise<(ProgramToken & { readonly isExpired: boolean }) | undefined>
  /** Lists the valid tokens of a user, newest first. */
  readonly list: (userId: string) => Promise<readonly ProgramToken[]>
  /** @returns false when the user has no such token */
  readonly end: (userId: string, id: string) => Promise<boolean>
  /** Ends a token, as the program that has it. */
  readonly revoke: (token: string, program: string) => Promise<void>
}

const { id, userId, keyId, program, deviceName, dpopThumbprint, createdAt, expiresAt } = programToken

/** All columns but the hash. */
const shown = { id, userId, keyId, program, deviceName, dpopThumbprint, createdAt, expiresAt }

/** Returns whether a credential is the token of a program, valid or not. */
export function isProgramToken(credential: string): boolean {
  return credential.startsWith(prefix)
}

export function createProgramTokens({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: WallClock
}): ProgramTokens {
  return {
    issue: ({ userId, keyId, program, deviceName, dpopThumbprint }) =>
      database.transaction(async (transaction) => {
        await lockUser(transaction, userId)
        const token = `${prefix}${randomBytes(32).toString('base64url')}`
        await transaction.insert(programToken).values({
          id: randomUUID(),
          tokenHash: hashToken(token),
          ...{ userId, keyId, program, deviceName, dpopThumbprint },
          createdAt: databaseTime(clock),
          expiresAt: databaseTimeAfter(clock, tokenLifetimeMs),
        })
        const beyondLimit = transaction
          .select({ id: programToken.id })
          .from(programToken)
          .where(eq(programToken.userId, userId))
          .orderBy(desc(programToken.createdAt))
          .offset(accountLimits.programs)
        await transaction
          .delete(programToken)
          .where(
            or(
              lte(programToken.expiresAt, databaseTimeAfter(clock, -tokenLifetimeMs)),
              and(eq(programToken.userId, userId), inArray(programToken.id, beyondLimit)),
            ),
          )
        return token
      }),
    async find(token) {
      const [found] = await database
        .select({ ...shown, isExpired: sql<boolean>`${lte(programToken.expiresAt, databaseTime(clock))}` })
        .from(programToken)
        .where(eq(programToken.tokenHash, hashToken(token)))
      return found
    },
    list: (userId) =>
      database
        .select(shown)
        .from(programToken)
        .where(and(eq(programToken.userId, userId), gt(programToken.expiresAt, databaseTime(clock))))
        .orderBy(desc(programToken.createdAt)),
    async end(userId, id) {
      const ended = await database
        .delete(programToken)
        .where(and(eq(programToken.id, id), eq(programToken.userId, userId)))
        .returning({ id: programToken.id })
      return ended.length === 1
    },
    async revoke(token, program) {
      await database
        .delete(programToken)
        .where(and(eq(programToken.tokenHash, hashToken(token)), eq(programToken.program, program)))
    },
  }
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
