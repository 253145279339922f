import { eq, exists, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { passkey, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import { isTrustedPage, mayOpenInFrame, type PagePolicy } from './emailCodePolicy.ts'
import type { PartitionTokens } from './partitionTokens.ts'

/** An account as it was before a code was entered for its address. */
export type Account = {
  readonly userId: string
  readonly hasPasskey: boolean
  /** The owner requires a passkey, so no code opens the account. */
  readonly passkeyRequired: boolean
}

/** What the widget says about the place where a code is asked for or entered. */
export type Place = {
  /** Page around the frame; `undefined` in a window. */
  readonly topOrigin?: string | undefined
  /** Given out by an earlier sign-in from the same partition. */
  readonly partitionToken?: string | undefined
}

export type EmailCodeRules = {
  readonly accountOf: (email: string) => Promise<Account | undefined>
  /** The one host where the user may enter the code: the widget's, unless the operator trusts the page. */
  readonly hostFor: (account: Account | undefined, place: Place) => string
  /**
   * Decides once the code has proved right, so that nobody learns from it which addresses have accounts.
   * @throws {HttpError} 403 `window_required` or `passkey_required`
   */
  readonly admit: (account: Account | undefined, place: Place) => void
}

export type EmailCodeRulesOptions = {
  readonly database: Database
  readonly policy: PagePolicy
  readonly partitions: PartitionTokens
  readonly widgetOrigin: string
}

/** In a frame the address bar shows another page, so a code alone opens an existing account only where policy says so. */
export function createEmailCodeRules(options: EmailCodeRulesOptions): EmailCodeRules {
  const { database, policy, partitions, widgetOrigin } = options
  const mayOpen = (account: Account | undefined, topOrigin: string) =>
    account === undefined || mayOpenInFrame(policy, topOrigin)

  return {
    async accountOf(email) {
      const passkeys = database.select({ one: sql`1` }).from(passkey).where(eq(passkey.userId, user.id))
      const [found] = await database
        .select({
          userId: user.id,
          hasPasskey: sql<boolean>`${exists(passkeys)}`,
          passkeyRequired: user.passkeyRequired,
        })
        .from(user)
        .where(eq(user.email, email))
      return found
    },
    hostFor(account, { topOrigin }) {
      const isNamed = topOrigin !== undefined && isTrustedPage(policy, topOrigin) && mayOpen(account, topOrigin)
      return new URL(isNamed ? topOrigin : widgetOrigin).host
    },
    admit(account, { topOrigin, partitionToken = '' }) {
      if (account?.passkeyRequired) {
        throw new HttpError(403, 'This account requires its passkey', { code: 'passkey_required' })
      }
      if (topOrigin === undefined || account === undefined) return
      if (!mayOpen(account, topOrigin)) {
        throw new HttpError(403, 'This account is opened in a window', { code: 'window_required' })
      }
      if (account.hasPasskey && !partitions.isOf(account.userId, partitionToken)) {
        throw new HttpError(403, 'This account is opened by its passkey first', { code: 'passkey_required' })
      }
    },
  }
}
