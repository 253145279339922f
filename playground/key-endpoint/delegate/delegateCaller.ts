import type { Context } from 'hono'
import { isProgramToken, type ProgramToken, type ProgramTokens } from '../device/programTokens.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Sessions } from '../sessions/sessions.ts'

/** Who calls `/api/delegate/*`: a session of the owner, or a program that the owner has connected. */
export type DelegateCaller =
  | { readonly kind: 'session'; readonly userId: string; readonly topOrigin: string | null }
  | { readonly kind: 'program'; readonly userId: string; readonly token: ProgramToken }

/** @throws {HttpError} 401, for a token of a program with the code `unknown_token` or `token_expired` */
export type RequireDelegateCaller = (context: Context) => Promise<DelegateCaller>

export type DelegateCallerOptions = {
  readonly sessions: Pick<Sessions, 'require'>
  readonly programTokens: Pick<ProgramTokens, 'find'>
  readonly budgets: Pick<Budgets, 'accountCallsPerSession'>
}

/** No other route accepts the token of a program. */
export function createRequireDelegateCaller(options: DelegateCallerOptions): RequireDelegateCaller {
  const { sessions, programTokens, budgets } = options
  return async (context) => {
    const [, credential = ''] = /^Bearer +(\S{1,512})$/i.exec(context.req.header('Authorization') ?? '') ?? []
    if (!isProgramToken(credential)) return { kind: 'session', ...(await sessions.require(context)) }
    const token = await programTokens.find(credential)
    if (token === undefined) throw new HttpError(401, 'The token is unknown or was revoked', { code: 'unknown_token' })
    if (token.isExpired) throw new HttpError(401, 'The token has expired', { code: 'token_expired' })
    await budgets.accountCallsPerSession.spend(token.id)
    return { kind: 'program', userId: token.userId, token }
  }
}
