import { HttpError } from '../http/httpError.ts'

/** How much an account may hold. Archived keys count. Opening a session beyond the limit ends the oldest one. */
export const accountLimits = { keys: 32, passkeys: 16, sessions: 64 } as const

/** Creates the 409 error for an account that has reached a limit. */
export function limitReached(what: 'keys' | 'passkeys'): HttpError {
  const limit = accountLimits[what]
  return new HttpError(409, `An account has at most ${limit} ${what}`, { code: 'limit_reached', limit })
}
