import type { Gate } from './gate.ts'
import type { Subject } from './subject.ts'

export type AccountFacts = {
  /** False also for a user who is gone. */
  readonly isAutoSignEnabled: boolean
  readonly subject: Subject
  /** Milliseconds since 1970. */
  readonly now: number
  readonly isHostTrusted: boolean
}

/** A sign-in that is about to end is not worth an account. */
const minimumLifeMs = 5_000

/** What user, time and configuration decide, after the message. In this order. */
export const accountGates: readonly Gate<AccountFacts>[] = [
  {
    name: 'automatic signing',
    isOpen: ({ isAutoSignEnabled }) => isAutoSignEnabled,
    otherwise: { type: 'gateClosed', reason: 'auto_sign_disabled' },
  },
  {
    name: 'expiry',
    isOpen: ({ subject: { expiresAt }, now }) => expiresAt === undefined || expiresAt >= now + minimumLifeMs,
    otherwise: { type: 'refused', code: 'tinycloud_bootstrap_expired_request' },
  },
  {
    name: 'trusted host',
    isOpen: ({ isHostTrusted }) => isHostTrusted,
    otherwise: { type: 'refused', code: 'tinycloud_bootstrap_untrusted_host' },
  },
]
