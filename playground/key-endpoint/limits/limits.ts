import { HttpError } from '../http/httpError.ts'

export type Limit = { readonly count: number; readonly windowMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * The rate limits. A client is a network: an IPv4 address, or a /64 of IPv6. A sign-in resets the limits per email
 * address for its owner. The names are stored in the database, so changing one resets its counts.
 */
export const defaultLimits = {
  /** Emails with a code, per address. */
  lettersPerEmail: { count: 10, windowMs: 10 * minuteMs },
  lettersPerEmailPerDay: { count: 50, windowMs: dayMs },
  lettersPerClient: { count: 60, windowMs: 10 * minuteMs },
  /** Codes entered for one email address, in addition to three attempts per code. */
  guessesPerEmail: { count: 10, windowMs: hourMs },
  /** Wrong codes for one email address. A sign-in with a passkey resets the count; a sign-in with a code does not. */
  wrongCodesPerEmailPerDay: { count: 20, windowMs: dayMs },
  /** Attempted sign-ins, by code or passkey. */
  signInsPerClient: { count: 120, windowMs: 10 * minuteMs },
  /** Successful sign-ins of one user. */
  signInsPerUser: { count: 60, windowMs: 10 * minuteMs },
  /** Passkey ceremonies started, and registrations finished. */
  ceremoniesPerClient: { count: 240, windowMs: 10 * minuteMs },
  /** Passkey registrations started. */
  registrationsPerUser: { count: 20, windowMs: hourMs },
  /**
   * Calls that read or change an account. Per session, so that a stolen session cannot keep the owner from ending it.
   */
  accountCallsPerSession: { count: 600, windowMs: minuteMs },
  accountCallsPerClient: { count: 1200, windowMs: minuteMs },
  /** Assertions sent as a fresh gesture. */
  gesturesPerSession: { count: 20, windowMs: 10 * minuteMs },
  /** Emails that notify the owner of account changes. */
  noticesPerUser: { count: 10, windowMs: dayMs },
  /** Leaves room for bursts: many open tabs, or an app that requests its spaces one by one. */
  signaturesPerUser: { count: 300, windowMs: minuteMs },
  signaturesPerClient: { count: 600, windowMs: minuteMs },
  /** Messages that a program has signed without a person. Creating an account takes ten. */
  delegatedPerUser: { count: 120, windowMs: hourMs },
  delegatedPerKey: { count: 60, windowMs: hourMs },
  delegatedPerClient: { count: 240, windowMs: hourMs },
  /** Programs that ask to be connected to an account. */
  deviceRequestsPerClient: { count: 30, windowMs: 10 * minuteMs },
  /** Requests for a token. A program polls every five seconds for ten minutes at most. */
  devicePollsPerClient: { count: 1200, windowMs: 10 * minuteMs },
  /** User codes that were entered and belong to no request. */
  wrongUserCodesPerUser: { count: 10, windowMs: hourMs },
  userCodesPerClient: { count: 60, windowMs: 10 * minuteMs },
} satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof defaultLimits
export type Limits = Readonly<Record<LimitName, Limit>>

/**
 * Maximum size of an account. Archived keys count. Opening a session, or connecting a program, beyond the limit ends the
 * oldest one.
 */
export const accountLimits = { keys: 32, passkeys: 16, sessions: 64, programs: 16 } as const

/** Creates the 409 error for an account that has reached a limit. */
export function limitReached(resource: 'keys' | 'passkeys'): HttpError {
  const limit = accountLimits[resource]
  return new HttpError(409, `An account has at most ${limit} ${resource}`, { code: 'limit_reached', limit })
}
