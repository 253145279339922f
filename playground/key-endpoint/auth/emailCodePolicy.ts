import { isLoopback } from '../passkeys/isLoopback.ts'

/** Where an e-mail code, which a look-alike page can relay, opens an account that exists already. */
export type EmailCodePolicy = {
  /**
   * In a frame on another page: on any page, on trusted origins and loopback, or on none. Elsewhere it takes a window,
   * where the address is visible. A new account has nothing to lose and is opened anywhere.
   * @default 'trusted'
   */
  readonly existingAccountsInFrame?: 'allow' | 'trusted' | 'refuse' | undefined
  /** @default none */
  readonly trustedOrigins?: readonly string[] | undefined
}

/** Whether a code opens an existing account in a frame on this page. */
export function mayOpenInFrame(policy: EmailCodePolicy, topOrigin: string): boolean {
  const { existingAccountsInFrame = 'trusted', trustedOrigins = [] } = policy
  if (existingAccountsInFrame !== 'trusted') return existingAccountsInFrame === 'allow'
  return trustedOrigins.includes(topOrigin) || isLoopback(new URL(topOrigin).hostname)
}
