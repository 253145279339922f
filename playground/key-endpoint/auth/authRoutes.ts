import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Possession } from '../dpop/possession.ts'
import { originField } from '../http/originField.ts'
import { readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/createBudgets.ts'
import { type Auth, codeHostHeader } from './createAuth.ts'
import type { EmailCodeRules } from './emailCodeRules.ts'
import { readLibraryAnswer, sendLibraryAnswer } from './libraryAnswer.ts'
import type { PartitionTokens } from './partitionTokens.ts'
import type { Sessions } from './sessions.ts'
import type { SessionTokens } from './sessionToken.ts'
import type { WrongCodes } from './wrongCodes.ts'

const email = z.string().max(254).toLowerCase().pipe(z.email())
const topOrigin = originField.optional()
const sendCode = z.object({ email, type: z.literal('sign-in'), topOrigin })
const signIn = z.object({
  email,
  otp: z.string().regex(/^\d{6}$/),
  topOrigin,
  openedOn: originField.optional(),
  partitionToken: z.string().max(128).optional(),
})

export type AuthRoutesOptions = {
  readonly auth: Auth
  readonly tokens: SessionTokens
  readonly sessions: Sessions
  readonly possession: Possession
  readonly rules: EmailCodeRules
  readonly wrongCodes: WrongCodes
  readonly partitions: PartitionTokens
  readonly publicUrl: string
  readonly budgets: Budgets
}

type Question = { readonly body?: object; readonly bearer?: string; readonly codeHost?: string }

/**
 * The four routes of the library that the widget needs; its others do not exist here.
 * Each is a request of our own making: no cookie, no foreign header and no unchecked field reaches the library, and of
 * its answer no cookie and no unsigned token goes out.
 */
export function authRoutes(options: AuthRoutesOptions): Hono {
  const { auth, tokens, sessions, possession, rules, wrongCodes, partitions, publicUrl, budgets } = options
  const ask = async (method: 'GET' | 'POST', path: string, { body, bearer, codeHost }: Question) => {
    const headers = {
      ...(codeHost !== undefined && { [codeHostHeader]: codeHost }),
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
      const { email, type, ...place } = await readBody(context, sendCode)
      await budgets.lettersPerEmail.spend(email)
      await budgets.lettersPerEmailPerDay.spend(email)
      const codeHost = rules.hostFor(await rules.accountOf(email), place)
      const question = { body: { email, type }, codeHost }
      return sendLibraryAnswer(await ask('POST', '/email-otp/send-verification-otp', question), tokens)
    })
    .post('/sign-in/email-otp', async (context) => {
      const { email, otp, openedOn, ...place } = await readBody(context, signIn)
      const thumbprint = await possession.prove(context, undefined)
      await wrongCodes.count(email)
      const account = await rules.accountOf(email)
      const { status, body } = await ask('POST', '/sign-in/email-otp', { body: { email, otp } })
      if (status !== 200 || !body?.user || body.token === undefined) {
        if (status >= 500) await wrongCodes.refund(email)
        return sendLibraryAnswer({ status, body }, tokens)
      }
      await wrongCodes.refund(email)
      try {
        await budgets.signInsPerUser.spend(body.user.id)
        rules.admit(account, place)
      } catch (error) {
        await sessions.end(body.token)
        throw error
      }
      await Promise.all([
        wrongCodes.endRun(email),
        budgets.guessesPerEmail.restore(email),
        budgets.lettersPerEmail.restore(email),
        budgets.lettersPerEmailPerDay.restore(email),
        sessions.bind(body.token, { thumbprint, openedOn: openedOn ?? place.topOrigin }),
      ])
      const partitionToken = partitions.issue(body.user.id)
      return sendLibraryAnswer({ status, body: { ...body, partitionToken } }, tokens)
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
