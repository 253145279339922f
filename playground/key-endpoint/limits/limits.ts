export type Limit = { readonly count: number; readonly windowMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * How often something may be done. A client is a network: an IPv4 address, or 64 bits of an IPv6 address.
 * The codes sent to an e-mail address, and guesses for it, are reset when its owner signs in.
 */
export const defaultLimits = {
  /** Letters with a code, to one e-mail address. */
  lettersPerEmail: { count: 10, windowMs: 10 * minuteMs },
  lettersPerEmailPerDay: { count: 50, windowMs: dayMs },
  lettersPerClient: { count: 60, windowMs: 10 * minuteMs },
  /** Codes entered for one e-mail address, on top of three tries a code. */
  guessesPerEmail: { count: 10, windowMs: hourMs },
  /** Wrong codes for one e-mail address. A sign-in with a passkey resets the count; a sign-in with a code does not. */
  wrongCodesPerEmailPerDay: { count: 20, windowMs: dayMs },
  /** Sign-ins tried, by code or passkey. */
  signInsPerClient: { count: 120, windowMs: 10 * minuteMs },
  /** Sign-ins of one user that succeeded. */
  signInsPerUser: { count: 60, windowMs: 10 * minuteMs },
  /** Passkey ceremonies started, and registrations finished. */
  ceremoniesPerClient: { count: 240, windowMs: 10 * minuteMs },
  /** Passkey registrations started. */
  registrationsPerUser: { count: 20, windowMs: hourMs },
  /** Calls that read or change an account. Per session, so that a stolen session cannot keep the owner from ending it. */
  accountCallsPerSession: { count: 600, windowMs: minuteMs },
  accountCallsPerClient: { count: 1200, windowMs: minuteMs },
  /** Assertions sent as a fresh gesture. */
  gesturesPerSession: { count: 20, windowMs: 10 * minuteMs },
  /** Mails that notify the owner of account changes. */
  noticesPerUser: { count: 10, windowMs: dayMs },
  /** Room for a burst: many tabs, or an app that asks for its spaces one by one. */
  signaturesPerUser: { count: 300, windowMs: minuteMs },
  signaturesPerClient: { count: 600, windowMs: minuteMs },
} satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof defaultLimits
export type Limits = Readonly<Record<LimitName, Limit>>
