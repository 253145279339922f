import { randomBytes, randomInt } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { emailCode } from '../database/schema.ts'
import { seal, unseal } from '../sealing/seal.ts'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

/** Number of attempts per code. */
const maxTries = 3

/** Retention of expired codes, which lets the endpoint report `expired`. */
const retention = sql`interval '1 hour'`

/** `exhausted`: three wrong codes were entered before. */
export type CodeOutcome = 'accepted' | 'wrong' | 'expired' | 'exhausted'

export type EmailCodes = {
  /** Returns the code for an address. While a code is usable, returns the same one and extends it by five minutes. */
  readonly issue: (email: string) => Promise<string>
  /** Redeems a code. A correct code is deleted; a wrong one counts and leaves the correct one in place. */
  readonly redeem: (email: string, code: string) => Promise<CodeOutcome>
}

export type EmailCodesOptions = {
  readonly database: Database
  readonly secrets: AcceptedSecrets
  /** Draws a code of six digits. @default at random */
  readonly draw?: (() => string) | undefined
}

function drawAtRandom(): string {
  return randomInt(1_000_000).toString().padStart(6, '0')
}

/**
 * Stores codes of six digits, one row per address. Each step is one statement, so that concurrent requests on any
 * replica share one code. Only the database's clock decides when a code expires.
 */
export function createEmailCodes({ database, secrets, draw = drawAtRandom }: EmailCodesOptions): EmailCodes {
  const { email: address, code: stored, tries, expiresAt } = emailCode
  const isUsable = sql`${expiresAt} > now() AND ${tries} < ${maxTries}`

  const issue: EmailCodes['issue'] = async (email) => {
    await database.delete(emailCode).where(lt(expiresAt, sql`now() - ${retention}`))
    const fresh = sealCode(secrets[0], draw())
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
    const code = unsealCode(secrets, row.stored)
    if (code !== undefined) return code
    // The code is sealed under a secret that is no longer accepted.
    await database.delete(emailCode).where(and(eq(address, email), eq(stored, row.stored)))
    return issue(email)
  }

  /** Finds out why an address has no usable code. */
  const explainMissing = async (email: string): Promise<CodeOutcome> => {
    const [row] = await database
      .select({ isOver: sql<boolean>`${expiresAt} <= now()` })
      .from(emailCode)
      .where(eq(address, email))
    if (row === undefined) return 'wrong'
    return row.isOver ? 'expired' : 'exhausted'
  }

  return {
    issue,
    async redeem(email, code) {
      const [row] = await database
        .update(emailCode)
        .set({ tries: sql`${tries} + 1` })
        .where(and(eq(address, email), gt(expiresAt, sql`now()`), lt(tries, maxTries)))
        .returning({ stored })
      if (row === undefined) return explainMissing(email)
      const expected = unsealCode(secrets, row.stored)
      if (expected === undefined || !equalsAny(code, [expected])) return 'wrong'
      const deleted = await database
        .delete(emailCode)
        .where(and(eq(address, email), eq(stored, row.stored)))
        .returning({ email: address })
      return deleted.length === 1 ? 'accepted' : 'wrong'
    },
  }
}

const contextBytes = 32
const bindingOf = (context: Uint8Array) => ({ context, id: 'code', subject: 'code' })

/** Seals a code, so that a reader of the database cannot use it: context (32 bytes) ‖ sealed code, base64url. */
function sealCode(secret: Uint8Array, code: string): string {
  const context = randomBytes(contextBytes)
  return Buffer.concat([context, seal(secret, bindingOf(context), Buffer.from(code))]).toString('base64url')
}

/** @returns `undefined` for a code that is sealed under a secret that is no longer accepted */
function unsealCode(secrets: AcceptedSecrets, stored: string): string | undefined {
  const bytes = Buffer.from(stored, 'base64url')
  const [context, sealed] = [bytes.subarray(0, contextBytes), bytes.subarray(contextBytes)]
  for (const secret of secrets) {
    try {
      return unseal(secret, bindingOf(context), sealed).toString()
    } catch {}
  }
  return undefined
}
