import type { SignIn } from './detectSignIn.ts'
import type { Gate } from './gate.ts'

export type AccountGateInput = {
  /** False as well if the user has been deleted. */
  readonly isAutoSignEnabled: boolean
  readonly signIn: SignIn
  /** Milliseconds since 1970. */
  readonly now: number
  readonly isHostTrusted: boolean
}

/** Minimum remaining lifetime of a sign-in. */
const minLifetimeMs = 5_000

/** Gates that need the user, the time and the configuration. The first closed gate gives the reason. */
export const accountGates: readonly Gate<AccountGateInput>[] = [
  {
    name: 'automatic signing',
    isOpen: ({ isAutoSignEnabled }) => isAutoSignEnabled,
    whenClosed: { type: 'gateClosed', reason: 'auto_sign_disabled' },
  },
  {
    name: 'expiry',
    isOpen: ({ signIn: { expiresAt }, now }) => expiresAt === undefined || expiresAt >= now + minLifetimeMs,
    whenClosed: { type: 'refused', code: 'tinycloud_bootstrap_expired_request' },
  },
  {
    name: 'trusted host',
    isOpen: ({ isHostTrusted }) => isHostTrusted,
    whenClosed: { type: 'refused', code: 'tinycloud_bootstrap_untrusted_host' },
  },
]
