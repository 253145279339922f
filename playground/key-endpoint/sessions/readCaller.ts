import type { Context } from 'hono'
import type { ProofOfPossession } from './proofOfPossession.ts'
import type { SessionTokens } from './sessionToken.ts'

/** The claims of a request about its session, verified without the database. */
export type Caller = {
  /** The token, signed under the active secret. The caller may have sent it signed under the previous one. */
  readonly bearer: string
  readonly databaseToken: string
  /** Thumbprint of the key that signed the proof; `null` if sessions are not bound to a key. */
  readonly thumbprint: string | null
}

/**
 * Reads the session token of a request.
 * @returns `undefined` without a valid token
 * @throws {HttpError} 401 when a proof of possession is required and invalid
 */
export type ReadCaller = (context: Context) => Promise<Caller | undefined>

export function createReadCaller({
  tokens,
  proofOfPossession,
}: {
  readonly tokens: SessionTokens
  readonly proofOfPossession: ProofOfPossession
}): ReadCaller {
  return async (context) => {
    const bearer = readToken(context, proofOfPossession.scheme)
    const databaseToken = bearer === undefined ? undefined : tokens.verify(bearer)
    if (bearer === undefined || databaseToken === undefined) return undefined
    const thumbprint = await proofOfPossession.verifyProof(context, bearer)
    return {
      databaseToken,
      thumbprint,
      get bearer() {
        return tokens.sign(databaseToken)
      },
    }
  }
}

/** Reads the token from `Authorization`. Cookies, query and body never carry credentials. */
function readToken(context: Context, scheme: ProofOfPossession['scheme']): string | undefined {
  const [, name, token] = /^([A-Za-z]+) +(\S{1,512})$/.exec(context.req.header('Authorization') ?? '') ?? []
  return name?.toLowerCase() === scheme.toLowerCase() ? token : undefined
}

/**
 * Checks that a session has not expired and is bound to exactly the key that its caller proved. A bound session is not
 * accepted as a plain bearer where proofs are off, and an unbound one is not accepted where they are required.
 */
export function isSessionValidFor(
  { thumbprint }: Caller,
  session: { readonly expiresAt: Date; readonly dpopThumbprint: string | null },
  now: number,
): boolean {
  return session.expiresAt.getTime() > now && session.dpopThumbprint === thumbprint
}
