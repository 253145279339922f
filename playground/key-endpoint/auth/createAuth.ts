import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { bearer } from 'better-auth/plugins'
import { eq } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { isUniqueViolation } from '../database/isUniqueViolation.ts'
import * as schema from '../database/schema.ts'
import type { Log } from '../log.ts'
import { trimSessions } from './trimSessions.ts'

export type Auth = {
  /** Answers one of the library's routes. */
  readonly handle: (request: Request) => Promise<Response>
  /** Returns the user with this address, who has shown that it is theirs. Makes the account if there is none. */
  readonly enterByEmail: (email: string) => Promise<UserView>
  /** Opens a session and answers its database token. */
  readonly openSession: (userId: string, bound: SessionBounds) => Promise<string>
  /** Returns a session and its user as the library shows them. The session's token is the database's. */
  readonly describeSession: (databaseToken: string) => Promise<{ readonly session: object; readonly user: object }>
}

/** A user as the API shows it, which is how the library shows it too. */
export type UserView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly image?: string | null | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
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
  readonly publicUrl: string
  readonly log: Log
  readonly clock: Clock
  /** Runs after an account came to be. Its failure is logged and does not fail the sign-in. */
  readonly onNewUser: (userId: string) => Promise<void>
}

const ownField = { type: 'string', required: false, input: false, returned: false } as const

/** The users and sessions of better-auth, with everything else of it switched off. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const { database, secret, publicUrl, log, clock, onNewUser } = options
  const auth = betterAuth({
    secret,
    // A path in it would take the place of `basePath`.
    baseURL: new URL(publicUrl).origin,
    basePath: '/api/auth',
    database: drizzleAdapter(database, { provider: 'pg', schema }),
    telemetry: { enabled: false },
    // Limits are kept in our own table: see `attemptBudget.ts`.
    rateLimit: { enabled: false },
    // The library's lines may quote what it was handed; only their level is told.
    logger: { level: 'error', log: (level) => log({ event: 'auth_library', error: level }) },
    session: {
      expiresIn: 604_800,
      updateAge: 86_400,
      additionalFields: { topOrigin: ownField, openedOn: ownField, dpopThumbprint: ownField },
    },
    advanced: { ipAddress: { disableIpTracking: true } },
    plugins: [bearer({ requireSignature: true })],
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

  const findByEmail = async (email: string) => (await internalAdapter.findUserByEmail(email))?.user

  const create = async (email: string) => {
    try {
      return await internalAdapter.createUser({ email, emailVerified: true, name: '' }, { method: 'email-otp' })
    } catch (error) {
      const found = isUniqueViolation(error) ? await findByEmail(email) : undefined
      if (found === undefined) throw error
      return found
    }
  }

  /** Whatever opened the account before its address was proved belongs to whoever did not prove it. */
  const prove = async (userId: string) => {
    await database.delete(schema.account).where(eq(schema.account.userId, userId))
    await database.delete(schema.passkey).where(eq(schema.passkey.userId, userId))
    await database.delete(schema.session).where(eq(schema.session.userId, userId))
    return internalAdapter.updateUser(userId, { emailVerified: true })
  }

  return {
    handle: (request) => auth.handler(request),
    async enterByEmail(email) {
      const found = (await findByEmail(email)) ?? (await create(email))
      return viewUser(found.emailVerified ? found : await prove(found.id))
    },
    async openSession(userId, { topOrigin, openedOn, thumbprint }) {
      const bounds = {
        topOrigin: topOrigin ?? null,
        openedOn: topOrigin ?? openedOn ?? null,
        dpopThumbprint: thumbprint,
      }
      const { token } = await internalAdapter.createSession(userId, false, bounds)
      return token
    },
    async describeSession(databaseToken) {
      const found = await internalAdapter.findSession(databaseToken)
      if (found === null) throw new Error('The session ended as it was opened.')
      return found
    },
  }
}

function viewUser({ id, name, email, emailVerified, image, createdAt, updatedAt }: UserView): UserView {
  return { id, name, email, emailVerified, image: image ?? null, createdAt, updatedAt }
}
