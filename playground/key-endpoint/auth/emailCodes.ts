import { randomInt } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { emailCode } from '../database/schema.ts'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'
import { createSealedCodes } from './sealedCodes.ts'

/** Codes that may be tried in place of one that is valid. */
const maxTries = 3

/** How long a code is remembered after its end, so that the answer can say so. */
const remembered = sql`interval '1 hour'`

/** `used_up`: three other codes were tried before. */
export type CodeOutcome = 'taken' | 'wrong' | 'expired' | 'used_up'

export type EmailCodes = {
  /** Returns the code of an address: the same one, for another five minutes, while it can be used. */
  readonly issue: (email: string) => Promise<string>
  /** Takes the right code once. A wrong one counts and leaves the right one where it is. */
  readonly take: (email: string, code: string) => Promise<CodeOutcome>
}

export type EmailCodesOptions = {
  readonly database: Database
  readonly secrets: AcceptedSecrets
}

/**
 * Codes of six digits, one row for each address. Each step is one statement, so that requests at the same moment, on
 * whichever replica, share one code; and the database's clock alone says when it ends.
 */
export function createEmailCodes({ database, secrets }: EmailCodesOptions): EmailCodes {
  const sealed = createSealedCodes(secrets)
  const { email: address, code: stored, tries, expiresAt } = emailCode
  const isUsable = sql`${expiresAt} > now() AND ${tries} < ${maxTries}`

  const issue: EmailCodes['issue'] = async (email) => {
    await database.delete(emailCode).where(lt(expiresAt, sql`now() - ${remembered}`))
    const fresh = await sealed.encrypt(randomInt(1_000_000).toString().padStart(6, '0'))
    const [row] = await database
      .insert(emailCode)
      .values({ email, code: fresh, tries: 0, expiresAt: sql`now() + interval '5 minutes'` })
      .onConflictDoUpdate({
        target: address,
        set: {
          code: sql`CASE WHEN ${isUsable} THEN ${stored} ELSE excluded.code END`,
          tries: sql`CASE WHEN ${isUsable} THEN ${tries} ELSE 0 END`,
          expiresAt: sql`excluded.expires_at`,
        },
      })
      .returning({ stored })
    if (row === undefined) throw new Error('The database returned no code.')
    const code = await sealed.decrypt(row.stored)
    if (code !== '') return code
    // It was sealed under a secret that is no longer accepted.
    await database.delete(emailCode).where(and(eq(address, email), eq(stored, row.stored)))
    return issue(email)
  }

  const whyNone = async (email: string): Promise<CodeOutcome> => {
    const [row] = await database
      .select({ isOver: sql<boolean>`${expiresAt} <= now()` })
      .from(emailCode)
      .where(eq(address, email))
    if (row === undefined) return 'wrong'
    return row.isOver ? 'expired' : 'used_up'
  }

  return {
    issue,
    async take(email, code) {
      const [row] = await database
        .update(emailCode)
        .set({ tries: sql`${tries} + 1` })
        .where(and(eq(address, email), gt(expiresAt, sql`now()`), lt(tries, maxTries)))
        .returning({ stored })
      if (row === undefined) return whyNone(email)
      if (!equalsAny(code, [await sealed.decrypt(row.stored)])) return 'wrong'
      const taken = await database
        .delete(emailCode)
        .where(and(eq(address, email), eq(stored, row.stored)))
        .returning({ email: address })
      return taken.length === 1 ? 'taken' : 'wrong'
    },
  }
}
