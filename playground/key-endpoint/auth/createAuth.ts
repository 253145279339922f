import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { bearer, emailOTP } from 'better-auth/plugins'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import * as schema from '../database/schema.ts'
import type { Log } from '../log.ts'
import { codeMail } from '../mail/codeMail.ts'
import type { Mail } from '../mail/mail.ts'
import type { AcceptedSecrets } from '../sealing/acceptedSecrets.ts'
import { createSealedCodes } from './sealedCodes.ts'
import { trimSessions } from './trimSessions.ts'

export type Auth = {
  /** Answers one of the library's routes. */
  readonly handle: (request: Request) => Promise<Response>
  /** Opens a session and answers its database token. */
  readonly openSession: (userId: string, bound: SessionBounds) => Promise<string>
}

/** What a session is tied to. */
export type SessionBounds = {
  /** Page around the frame where the session was opened, signed by an authenticator. The session signs for it only. */
  readonly topOrigin: string | undefined
  /** Page on which the session was opened, if reported. For display only. */
  readonly openedOn: string | undefined
  /** Key whose proofs it needs. */
  readonly thumbprint: string | null
}

export type AuthOptions = {
  readonly database: Database
  readonly secret: string
  /** The secrets for sealing pending codes. */
  readonly codeSecrets: AcceptedSecrets
  readonly publicUrl: string
  readonly mail: Mail
  readonly log: Log
  readonly clock: Clock
  /** Runs after an account came to be. Its failure is logged and does not fail the sign-in. */
  readonly onNewUser: (userId: string) => Promise<void>
}

/** Names the one host where a code may be typed. It stands in requests of our own making only. */
export const codeHostHeader = 'x-openkey-code-host'

const ownField = { type: 'string', required: false, input: false, returned: false } as const

/** The e-mail code sign-in and the sessions of better-auth, with everything else of it switched off. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const { database, secret, codeSecrets, publicUrl, mail, log, clock, onNewUser } = options
  const auth = betterAuth({
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    database: drizzleAdapter(database, { provider: 'pg', schema }),
    telemetry: { enabled: false },
    // Limits are kept per e-mail address in our own table: see `attemptBudget.ts`.
    rateLimit: { enabled: false },
    // The library's lines may quote what it was handed; only their level is told.
    logger: { level: 'error', log: (level) => log({ event: 'auth_library', error: level }) },
    session: {
      expiresIn: 604_800,
      updateAge: 86_400,
      additionalFields: { topOrigin: ownField, openedOn: ownField, dpopThumbprint: ownField },
    },
    advanced: { ipAddress: { disableIpTracking: true } },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: 300,
        allowedAttempts: 3,
        resendStrategy: 'reuse',
        storeOTP: createSealedCodes(codeSecrets),
        sendVerificationOTP: ({ email, otp }, context) =>
          mail.send(codeMail({ to: email, code: otp, host: context?.request?.headers.get(codeHostHeader) ?? '' })),
      }),
      bearer({ requireSignature: true }),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (created) => ({ data: { ...created, createdAt: new Date(clock.now()) } }),
          after: ({ userId }) => trimSessions(database, userId, clock.now()),
        },
      },
      user: {
        create: {
          after: async ({ id }) => {
            await onNewUser(id).catch((error: unknown) =>
              log({ event: 'first_key_failed', error: error instanceof Error ? error.name : 'unknown' }),
            )
          },
        },
      },
    },
  })
  const { internalAdapter } = await auth.$context

  return {
    handle: (request) => auth.handler(request),
    async openSession(userId, { topOrigin, openedOn, thumbprint }) {
      const bounds = {
        topOrigin: topOrigin ?? null,
        openedOn: topOrigin ?? openedOn ?? null,
        dpopThumbprint: thumbprint,
      }
      const { token } = await internalAdapter.createSession(userId, false, bounds)
      return token
    },
  }
}
