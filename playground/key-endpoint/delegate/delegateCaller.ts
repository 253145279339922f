import type { Context } from 'hono'
import { isProgramToken, type ProgramToken, type ProgramTokens } from '../device/programTokens.ts'
import { type DpopProofOfPossession, invalidProof } from '../dpop/dpopProofOfPossession.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Sessions } from '../sessions/sessions.ts'

/** Caller of `/api/delegate/*`: a session of the owner, or a program that the owner has connected. */
export type DelegateCaller =
  | { readonly kind: 'session'; readonly userId: string; readonly topOrigin: string | null }
  | { readonly kind: 'program'; readonly userId: string; readonly token: ProgramToken }

/**
 * @throws {HttpError} 401, for a token of a program with the code `unknown_token` or `token_expired`, or with that of
 *   its invalid proof
 */
export type RequireDelegateCaller = (context: Context) => Promise<DelegateCaller>

export type DelegateCallerOptions = {
  readonly sessions: Pick<Sessions, 'require'>
  readonly programTokens: Pick<ProgramTokens, 'find'>
  readonly programProof: DpopProofOfPossession
  readonly budgets: { readonly accountCallsPerSession: Pick<Budgets['accountCallsPerSession'], 'spend'> }
}

/** No other route accepts the token of a program, which opens these only with a proof by the program's key. */
export function createRequireDelegateCaller(options: DelegateCallerOptions): RequireDelegateCaller {
  const { sessions, programTokens, programProof, budgets } = options
  return async (context) => {
    const authorization = context.req.header('Authorization') ?? ''
    const [, scheme = '', credential = ''] = /^(Bearer|DPoP) +(\S{1,512})$/i.exec(authorization) ?? []
    if (!isProgramToken(credential)) return { kind: 'session', ...(await sessions.require(context)) }
    const token = await programTokens.find(credential)
    if (token === undefined) throw new HttpError(401, 'The token is unknown or was revoked', { code: 'unknown_token' })
    if (scheme.toLowerCase() !== 'dpop') throw invalidProof()
    if ((await programProof.verifyProof(context, credential)) !== token.dpopThumbprint) throw invalidProof()
    if (token.isExpired) throw new HttpError(401, 'The token has expired', { code: 'token_expired' })
    await budgets.accountCallsPerSession.spend(token.id)
    return { kind: 'program', userId: token.userId, token }
  }
}
