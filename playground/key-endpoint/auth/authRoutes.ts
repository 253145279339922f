import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Possession } from '../dpop/possession.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { AttemptBudget } from './attemptBudget.ts'
import type { Auth } from './createAuth.ts'
import type { Sessions } from './sessions.ts'
import type { SessionTokens } from './sessionToken.ts'

const email = z.email().max(254).toLowerCase()
const sendCode = z.object({ email, type: z.literal('sign-in') })
const signIn = z.object({ email, otp: z.string().regex(/^\d{6}$/) })

export type AuthRoutesOptions = {
  readonly auth: Auth
  readonly tokens: SessionTokens
  readonly sessions: Sessions
  readonly possession: Possession
  readonly publicUrl: string
  /** Letters to one address. */
  readonly letters: AttemptBudget
  /** Tries at a code of one address. */
  readonly guesses: AttemptBudget
}

/**
 * The four routes of the library that the widget needs; its others do not exist here.
 * Each is a request of our own making: no cookie, no foreign header and no unchecked field reaches the library, and of
 * its answer no cookie and no unsigned token goes out.
 */
export function authRoutes(options: AuthRoutesOptions): Hono {
  const { auth, tokens, sessions, possession, publicUrl, letters, guesses } = options
  const ask = (context: Context, path: string, { body, bearer }: { body?: object; bearer?: string | undefined }) =>
    auth.handle(
      new Request(new URL(`/api/auth${path}`, publicUrl), {
        method: context.req.method,
        headers: {
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )

  return new Hono()
    .post('/email-otp/send-verification-otp', async (context) => {
      const body = await readBody(context, sendCode)
      await letters.spend(body.email)
      return Response.json(...(await answer(await ask(context, '/email-otp/send-verification-otp', { body }), tokens)))
    })
  return new Hono()
    .post('/email-otp/send-verification-otp', async (context) => {
      const body = await readBody(context, sendCode)
      await letters.spend(body.email)
      return answer(await ask(context, '/email-otp/send-verification-otp', body), tokens)
    })
    .post('/sign-in/email-otp', async (context) => {
      const body = await readBody(context, signIn)
      await guesses.spend(body.email)
      const response = await ask(context, '/sign-in/email-otp', body)
      if (response.ok) await Promise.all([letters.restore(body.email), guesses.restore(body.email)])
      return answer(response, tokens)
    })
    .get('/get-session', async (context) => {
      const isWithoutRefresh = context.req.query('disableRefresh') === 'true'
      return answer(await ask(context, `/get-session${isWithoutRefresh ? '?disableRefresh=true' : ''}`), tokens)
    })
    .post('/sign-out', async (context) => answer(await ask(context, '/sign-out', {}), tokens))
}

const answerBody = z.nullable(
  z.looseObject({
    token: z.optional(z.string()),
    session: z.optional(z.looseObject({ token: z.string() })),
  }),
)

async function answer(response: Response, tokens: SessionTokens): Promise<Response> {
  const body = answerBody.safeParse(await response.json().catch(() => undefined))
  if (!body.success) throw new HttpError(500, 'Internal server error')
  const { token, session } = body.data ?? {}
  const headers = token === undefined ? undefined : { 'set-auth-token': tokens.sign(token) }
  const signed = {
    ...body.data,
    ...(token !== undefined && { token: tokens.sign(token) }),
    ...(session && { session: { ...session, token: tokens.sign(session.token) } }),
  }
  return Response.json(body.data === null ? null : signed, { status: response.status, ...(headers && { headers }) })
}
