import { isLoopback } from '../passkeys/isLoopback.ts'

/** Where an e-mail code, which a look-alike page can relay, opens an account that exists already. */
export type EmailCodePolicy = {
  /**
   * In a frame on another page: on any page, on trusted origins, or on none. Elsewhere a code needs a window, where
   * the address is visible. A new account has nothing to lose, so a code opens it anywhere.
   * @default 'trusted'
   */
  readonly existingAccountsInFrame?: 'allow' | 'trusted' | 'refuse' | undefined
  /**
   * Pages that the operator trusts, and that the mail with a code may name. They include loopback if the endpoint itself
   * is on loopback.
   * @default none
   */
  readonly trustedOrigins?: readonly string[] | undefined
}

export type PagePolicy = EmailCodePolicy & {
  /** Public URL of the endpoint. */
  readonly publicUrl: string
}

/** Whether the operator trusts this page. */
export function isTrustedPage({ trustedOrigins = [], publicUrl }: PagePolicy, topOrigin: string): boolean {
  const isLocal = isLoopback(new URL(publicUrl).hostname) && isLoopback(new URL(topOrigin).hostname)
  return isLocal || trustedOrigins.includes(topOrigin)
}

/** Whether a code opens an existing account in a frame on this page. */
export function mayOpenInFrame(policy: PagePolicy, topOrigin: string): boolean {
  const { existingAccountsInFrame = 'trusted' } = policy
  if (existingAccountsInFrame !== 'trusted') return existingAccountsInFrame === 'allow'
  return isTrustedPage(policy, topOrigin)
}
