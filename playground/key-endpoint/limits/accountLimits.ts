import { HttpError } from '../http/httpError.ts'

/** How much an account holds. Archived keys count; of sessions, the oldest one ends when another is opened. */
export const accountLimits = { keys: 32, passkeys: 16, sessions: 64 } as const

/** 409 for an account that is full. */
export function limitReached(what: 'keys' | 'passkeys'): HttpError {
  const limit = accountLimits[what]
  return new HttpError(409, `An account has at most ${limit} ${what}`, { code: 'limit_reached', limit })
}
