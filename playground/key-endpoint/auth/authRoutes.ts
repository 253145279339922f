import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Possession } from '../dpop/possession.ts'
import { readBody } from '../http/readBody.ts'
import type { AttemptBudget } from './attemptBudget.ts'
import type { Auth } from './createAuth.ts'
import { readLibraryAnswer, sendLibraryAnswer } from './libraryAnswer.ts'
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
  const ask = async (method: 'GET' | 'POST', path: string, { body, bearer }: { body?: object; bearer?: string }) => {
    const headers = {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
    }
    const url = new URL(`/api/auth${path}`, publicUrl)
    const request = new Request(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    return readLibraryAnswer(await auth.handle(request))
  }
  /** The library knows nothing of bound sessions: it is told of a session only once we have accepted its caller. */
  const bearerOf = async (context: Context) => {
    const session = await sessions.find(context)
    return session && { bearer: session.bearer }
  }

  return new Hono()
    .post('/email-otp/send-verification-otp', async (context) => {
      const body = await readBody(context, sendCode)
      await letters.spend(body.email)
      return sendLibraryAnswer(await ask('POST', '/email-otp/send-verification-otp', { body }), tokens)
    })
    .post('/sign-in/email-otp', async (context) => {
      const body = await readBody(context, signIn)
      const thumbprint = await possession.prove(context, undefined)
      await guesses.spend(body.email)
      const answer = await ask('POST', '/sign-in/email-otp', { body })
      if (answer.status !== 200) return sendLibraryAnswer(answer, tokens)
      if (thumbprint !== null) await sessions.bind(answer.body?.token ?? '', thumbprint)
      await Promise.all([letters.restore(body.email), guesses.restore(body.email)])
      return sendLibraryAnswer(answer, tokens)
    })
    .get('/get-session', async (context) => {
      const isWithoutRefresh = context.req.query('disableRefresh') === 'true'
      const path = `/get-session${isWithoutRefresh ? '?disableRefresh=true' : ''}`
      return sendLibraryAnswer(await ask('GET', path, { ...(await bearerOf(context)) }), tokens)
    })
    .post('/sign-out', async (context) =>
      sendLibraryAnswer(await ask('POST', '/sign-out', { body: {}, ...(await bearerOf(context)) }), tokens),
    )
}
