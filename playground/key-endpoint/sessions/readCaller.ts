import type { Context } from 'hono'
import { readToken } from '../auth/readToken.ts'
import type { Possession } from './sessionAuth.ts'
import type { SessionTokens } from './sessionToken.ts'

/** What a request shows of a session, before anything is looked up. */
export type Caller = {
  /** Its signed form under the secret in force. The caller may have presented it under a secret that is being replaced. */
  readonly bearer: string
  readonly databaseToken: string
  /** Thumbprint of the key that proved itself; `null` where sessions are bound to none. */
  readonly thumbprint: string | null
}

/** @throws {HttpError} 401 when possession must be proved and is not */
export type ReadCaller = (context: Context) => Promise<Caller | undefined>

export function createReadCaller({
  tokens,
  possession,
}: {
  readonly tokens: SessionTokens
  readonly possession: Possession
}): ReadCaller {
  return async (context) => {
    const bearer = readToken(context, possession.scheme)
    const databaseToken = bearer === undefined ? undefined : tokens.verify(bearer)
    if (bearer === undefined || databaseToken === undefined) return undefined
    const thumbprint = await possession.prove(context, bearer)
    return { bearer: tokens.sign(databaseToken), databaseToken, thumbprint }
  }
}
