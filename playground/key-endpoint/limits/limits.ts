export type Limit = { readonly count: number; readonly windowMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * What may be done how often. A client is a network: an IPv4 address, or 64 bits of an IPv6 address.
 * `letters` and `guesses` of an e-mail address start over once its owner is in.
 */
export const defaultLimits = {
  /** Letters with a code, to one e-mail address. */
  lettersPerEmail: { count: 10, windowMs: 10 * minuteMs },
  lettersPerClient: { count: 60, windowMs: 10 * minuteMs },
  /** Codes entered for one e-mail address, on top of three tries a code. */
  guessesPerEmail: { count: 10, windowMs: hourMs },
  /** Sign-ins tried, by code or passkey. */
  signInsPerClient: { count: 120, windowMs: 10 * minuteMs },
  /** Sign-ins of one user that succeeded. */
  signInsPerUser: { count: 60, windowMs: 10 * minuteMs },
  /** Passkey ceremonies begun. */
  ceremoniesPerClient: { count: 240, windowMs: 10 * minuteMs },
  /** Room for a burst: many tabs, or an app that asks for its spaces one by one. */
  signaturesPerUser: { count: 300, windowMs: minuteMs },
  signaturesPerClient: { count: 600, windowMs: minuteMs },
} satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof defaultLimits
export type Limits = Readonly<Record<LimitName, Limit>>
