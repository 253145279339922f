import * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import type { SessionTokens } from '../sessions/sessionToken.ts'

const answerBody = z.nullable(
  z.looseObject({
    token: z.optional(z.string()),
    user: z.optional(z.looseObject({ id: z.string() })),
    session: z.optional(z.looseObject({ token: z.string() })),
  }),
)

/** What the library answered: of its headers nothing is kept. */
export type LibraryAnswer = { readonly status: number; readonly body: z.output<typeof answerBody> }

export async function readLibraryAnswer(response: Response): Promise<LibraryAnswer> {
  const body = answerBody.safeParse(await response.json().catch(() => undefined))
  if (!body.success) throw new HttpError(500, 'Internal server error')
  return { status: response.status, body: body.data }
}

/** The library's answer as it leaves the endpoint: without a cookie, and with every token in its signed form. */
export function sendLibraryAnswer({ status, body }: LibraryAnswer, tokens: SessionTokens): Response {
  if (body === null) return Response.json(null, { status })
  const { token, session } = body
  const signed = {
    ...body,
    ...(token !== undefined && { token: tokens.sign(token) }),
    ...(session && { session: { ...session, token: tokens.sign(session.token) } }),
  }
  const headers = token === undefined ? {} : { 'set-auth-token': tokens.sign(token) }
  return Response.json(signed, { status, headers })
}
