import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { SessionTokens } from '../sessions/sessionToken.ts'
import type { Auth } from './createAuth.ts'

export type LibraryRoutesOptions = {
  readonly auth: Pick<Auth, 'handle'>
  readonly tokens: SessionTokens
  readonly sessions: Sessions
  readonly publicUrl: string
}

/**
 * The routes of better-auth that the widget needs. better-auth receives requests built here, without the cookies,
 * headers and fields of the caller. Its response is sent without cookies and with signed tokens.
 */
export function libraryRoutes({ auth, tokens, sessions, publicUrl }: LibraryRoutesOptions): Hono {
  const forward = async (context: Context, method: 'GET' | 'POST', path: string) => {
    // Only requests with a valid session carry its token: better-auth does not check proofs of proofOfPossession.
    const session = await sessions.find(context)
    const headers = {
      ...(session && { authorization: `Bearer ${session.bearer}` }),
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    }
    const body = method === 'POST' ? { body: '{}' } : {}
    const request = new Request(new URL(`/api/auth${path}`, publicUrl), { method, headers, ...body })
    return signTokens(await auth.handle(request), tokens)
  }

  return new Hono()
    .get('/providers', async (context) => {
      await sessions.find(context)
      return context.json({ providers: [] })
    })
    .get('/get-session', (context) => {
      const isWithoutRefresh = context.req.query('disableRefresh') === 'true'
      return forward(context, 'GET', `/get-session${isWithoutRefresh ? '?disableRefresh=true' : ''}`)
    })
    .post('/sign-out', (context) => forward(context, 'POST', '/sign-out'))
}

const responseBody = z.nullable(
  z.looseObject({
    token: z.optional(z.string()),
    session: z.optional(z.looseObject({ token: z.string() })),
  }),
)

/** Copies status and body of a response, and replaces each database token by its signed form. */
async function signTokens(response: Response, tokens: SessionTokens): Promise<Response> {
  const { status } = response
  const parsed = responseBody.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) throw new HttpError(500, 'Internal server error')
  if (parsed.data === null) return Response.json(null, { status })
  const { token, session } = parsed.data
  const body = {
    ...parsed.data,
    ...(token !== undefined && { token: tokens.sign(token) }),
    ...(session && { session: { ...session, token: tokens.sign(session.token) } }),
  }
  const headers = token === undefined ? {} : { 'set-auth-token': tokens.sign(token) }
  return Response.json(body, { status, headers })
}
