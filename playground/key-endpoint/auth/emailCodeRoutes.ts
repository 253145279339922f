import { Hono } from 'hono'
import * as z from 'zod'
import { originField, readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/budgets.ts'
import { codeMail } from '../mail/codeMail.ts'
import { emailField } from '../mail/emailAddress.ts'
import type { Mail } from '../mail/mail.ts'
import type { ProofOfPossession } from '../sessions/proofOfPossession.ts'
import type { SessionTokens } from '../sessions/sessionToken.ts'
import type { Auth } from './createAuth.ts'
import type { EmailCodeRules } from './emailCodeRules.ts'
import type { CodeOutcome, EmailCodes } from './emailCodes.ts'
import type { PartitionTokens } from './partitionTokens.ts'
import type { WrongCodes } from './wrongCodes.ts'

const topOrigin = originField.optional()
export const sendCodeBody = z.object({ email: emailField, type: z.literal('sign-in'), topOrigin })
const signInBody = z.object({
  email: emailField,
  otp: z.string().regex(/^\d{6}$/),
  topOrigin,
  openedOn: originField.optional(),
  partitionToken: z.string().max(128).optional(),
})

/** The errors of the hosted API, which uses better-auth for codes. */
const refusals = {
  wrong: { status: 400, code: 'INVALID_OTP', message: 'Invalid OTP' },
  expired: { status: 400, code: 'OTP_EXPIRED', message: 'OTP expired' },
  exhausted: { status: 403, code: 'TOO_MANY_ATTEMPTS', message: 'Too many attempts' },
} as const satisfies Record<Exclude<CodeOutcome, 'accepted'>, object>

export type EmailCodeRoutesOptions = {
  readonly auth: Pick<Auth, 'findOrCreateUser' | 'openSession'>
  readonly tokens: SessionTokens
  readonly proofOfPossession: ProofOfPossession
  readonly rules: EmailCodeRules
  readonly codes: EmailCodes
  readonly mail: Mail
  readonly wrongCodes: WrongCodes
  readonly partitions: PartitionTokens
  readonly budgets: Budgets
}

/** Sign-in by email code. */
export function emailCodeRoutes(options: EmailCodeRoutesOptions): Hono {
  const { auth, tokens, proofOfPossession, rules, codes, mail, wrongCodes, partitions, budgets } = options

  return new Hono()
    .post('/email-otp/send-verification-otp', async (context) => {
      const { email, type: _, ...signInContext } = await readBody(context, sendCodeBody)
      await budgets.lettersPerEmail.spend(email)
      await budgets.lettersPerEmailPerDay.spend(email)
      const host = rules.hostFor(await rules.findAccount(email), signInContext)
      await mail.send(codeMail({ to: email, code: await codes.issue(email), host }))
      return context.json({ success: true })
    })
    .post('/sign-in/email-otp', async (context) => {
      const { email, otp, openedOn, ...signInContext } = await readBody(context, signInBody)
      const thumbprint = await proofOfPossession.verifyProof(context, undefined)
      await wrongCodes.count(email)
      const account = await rules.findAccount(email)
      const outcome = await codes.redeem(email, otp).catch(async (error: unknown) => {
        await wrongCodes.refund(email)
        throw error
      })
      if (outcome !== 'accepted') {
        const { status, ...body } = refusals[outcome]
        return context.json(body, status)
      }
      await wrongCodes.refund(email)
      const user = await auth.findOrCreateUser(email)
      await budgets.signInsPerUser.spend(user.id)
      rules.assertAllowed(account, signInContext)
      await Promise.all([
        wrongCodes.endRun(email),
        budgets.guessesPerEmail.reset(email),
        budgets.lettersPerEmail.reset(email),
        budgets.lettersPerEmailPerDay.reset(email),
      ])
      const bindings = { topOrigin: undefined, openedOn: openedOn ?? signInContext.topOrigin, thumbprint }
      const token = tokens.sign(await auth.openSession(user.id, bindings))
      context.header('set-auth-token', token)
      return context.json({ token, user, partitionToken: partitions.issue(user.id) })
    })
}
