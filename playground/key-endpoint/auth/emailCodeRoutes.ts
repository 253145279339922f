import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { originField } from '../http/originField.ts'
import { readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/budgets.ts'
import { codeMail } from '../mail/codeMail.ts'
import { emailField } from '../mail/emailAddress.ts'
import type { Mail } from '../mail/mail.ts'
import type { Possession } from '../sessions/sessionAuth.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { SessionTokens } from '../sessions/sessionToken.ts'
import type { Auth } from './createAuth.ts'
import type { EmailCodeRules } from './emailCodeRules.ts'
import type { CodeOutcome, EmailCodes } from './emailCodes.ts'
import { readLibraryAnswer, sendLibraryAnswer } from './libraryRoutes.ts'
import type { PartitionTokens } from './partitionTokens.ts'
import type { WrongCodes } from './wrongCodes.ts'

const topOrigin = originField.optional()
const sendCode = z.object({ email: emailField, type: z.literal('sign-in'), topOrigin })
const signIn = z.object({
  email: emailField,
  otp: z.string().regex(/^\d{6}$/),
  topOrigin,
  openedOn: originField.optional(),
  partitionToken: z.string().max(128).optional(),
})

/** How the library of the hosted API answers a code that opens nothing. */
const refusals = {
  wrong: { status: 400, code: 'INVALID_OTP', message: 'Invalid OTP' },
  expired: { status: 400, code: 'OTP_EXPIRED', message: 'OTP expired' },
  used_up: { status: 403, code: 'TOO_MANY_ATTEMPTS', message: 'Too many attempts' },
} as const satisfies Record<Exclude<CodeOutcome, 'taken'>, object>

export type AuthRoutesOptions = {
  readonly auth: Auth
  readonly tokens: SessionTokens
  readonly sessions: Sessions
  readonly possession: Possession
  readonly rules: EmailCodeRules
  readonly codes: EmailCodes
  readonly mail: Mail
  readonly wrongCodes: WrongCodes
  readonly partitions: PartitionTokens
  readonly publicUrl: string
  readonly budgets: Budgets
}

type Question = { readonly body?: object; readonly bearer?: string }

/**
 * Sign-in by e-mail code, and the two routes of the library that the widget needs; its others do not exist here.
 * Those two are requests of our own making: no cookie, no foreign header and no unchecked field reaches the library, and
 * of its answer no cookie and no unsigned token goes out.
 */
export function authRoutes(options: AuthRoutesOptions): Hono {
  const { auth, tokens, sessions, possession, rules, codes, mail, wrongCodes, partitions, publicUrl, budgets } = options
  const ask = async (method: 'GET' | 'POST', path: string, { body, bearer }: Question) => {
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
      const { email, type: _, ...place } = await readBody(context, sendCode)
      await budgets.lettersPerEmail.spend(email)
      await budgets.lettersPerEmailPerDay.spend(email)
      const host = rules.hostFor(await rules.accountOf(email), place)
      await mail.send(codeMail({ to: email, code: await codes.issue(email), host }))
      return context.json({ success: true })
    })
    .post('/sign-in/email-otp', async (context) => {
      const { email, otp, openedOn, ...place } = await readBody(context, signIn)
      const thumbprint = await possession.prove(context, undefined)
      await wrongCodes.count(email)
      const account = await rules.accountOf(email)
      const outcome = await codes.take(email, otp).catch(async (error: unknown) => {
        await wrongCodes.refund(email)
        throw error
      })
      if (outcome !== 'taken') {
        const { status, ...body } = refusals[outcome]
        return context.json(body, status)
      }
      await wrongCodes.refund(email)
      const user = await auth.enterByEmail(email)
      await budgets.signInsPerUser.spend(user.id)
      rules.admit(account, place)
      await Promise.all([
        wrongCodes.endRun(email),
        budgets.guessesPerEmail.restore(email),
        budgets.lettersPerEmail.restore(email),
        budgets.lettersPerEmailPerDay.restore(email),
      ])
      const bounds = { topOrigin: undefined, openedOn: openedOn ?? place.topOrigin, thumbprint }
      const token = await auth.openSession(user.id, bounds)
      const body = { token, user, partitionToken: partitions.issue(user.id) }
      return sendLibraryAnswer({ status: 200, body }, tokens)
    })
    .get('/providers', async (context) => {
      await sessions.find(context)
      return context.json({ providers: [] })
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
