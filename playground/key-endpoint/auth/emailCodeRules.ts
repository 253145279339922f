import { isLoopback } from '@openkey/protocol'
import { eq, exists, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { passkey, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import type { PartitionTokens } from './partitionTokens.ts'

/** Limits where an email code may open an existing account. A look-alike page can relay a code, but not a passkey. */
export type EmailCodePolicy = {
  /**
   * Which pages may embed the frame in which a code opens an existing account: any page (`allow`), trusted origins
   * only, or no page (`refuse`). Otherwise a code requires a window, whose address bar shows the widget's origin. A
   * code opens a new account anywhere, because a new account has nothing to lose.
   * @default 'trusted'
   */
  readonly existingAccountsInFrame?: 'allow' | 'trusted' | 'refuse' | undefined
  /**
   * Origins that the operator trusts, and that the email with a code may name. Loopback origins are trusted as well if
   * the endpoint itself is on loopback.
   * @default none
   */
  readonly trustedOrigins?: readonly string[] | undefined
}

export type PagePolicy = EmailCodePolicy & {
  /** Public URL of the endpoint. */
  readonly publicUrl: string
}

/** An account before a code is entered for its address. */
export type ExistingAccount = {
  readonly userId: string
  readonly hasPasskey: boolean
  /** The owner requires a passkey, so no code opens the account. */
  readonly passkeyRequired: boolean
}

/** The place where a code is requested or entered, as the widget reports it. */
export type SignInContext = {
  /** Origin of the page around the frame; `undefined` in a window. */
  readonly topOrigin?: string | undefined
  /** Issued by an earlier sign-in in the same storage partition. */
  readonly partitionToken?: string | undefined
}

export type EmailCodeRules = {
  readonly findAccount: (email: string) => Promise<ExistingAccount | undefined>
  /** Returns the one host where the user may enter the code: the widget's, or that of a trusted page. */
  readonly hostFor: (account: ExistingAccount | undefined, context: SignInContext) => string
  /**
   * Checks whether a code may open the account here. Must run after the code has been verified; otherwise the error
   * would reveal which addresses have accounts.
   * @throws {HttpError} 403 `window_required` or `passkey_required`
   */
  readonly assertAllowed: (account: ExistingAccount | undefined, context: SignInContext) => void
}

export type EmailCodeRulesOptions = {
  readonly database: Database
  readonly policy: PagePolicy
  readonly partitions: PartitionTokens
  readonly widgetOrigin: string
}

/** Applies the policy for email codes. In a frame, the address bar shows another origin than the widget's. */
export function createEmailCodeRules(options: EmailCodeRulesOptions): EmailCodeRules {
  const { database, policy, partitions, widgetOrigin } = options
  const mayOpen = (account: ExistingAccount | undefined, topOrigin: string) =>
    account === undefined || allowsExistingAccounts(policy, topOrigin)

  return {
    async findAccount(email) {
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
      const isPageHost = topOrigin !== undefined && isTrustedPage(policy, topOrigin) && mayOpen(account, topOrigin)
      return new URL(isPageHost ? topOrigin : widgetOrigin).host
    },
    assertAllowed(account, { topOrigin, partitionToken = '' }) {
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

/** Returns whether a code opens an existing account in a frame on this page. */
export function allowsExistingAccounts(policy: PagePolicy, topOrigin: string): boolean {
  const { existingAccountsInFrame = 'trusted' } = policy
  if (existingAccountsInFrame !== 'trusted') return existingAccountsInFrame === 'allow'
  return isTrustedPage(policy, topOrigin)
}

function isTrustedPage({ trustedOrigins = [], publicUrl }: PagePolicy, topOrigin: string): boolean {
  const isLocal = isLoopback(new URL(publicUrl).hostname) && isLoopback(new URL(topOrigin).hostname)
  return isLocal || trustedOrigins.includes(topOrigin)
}
