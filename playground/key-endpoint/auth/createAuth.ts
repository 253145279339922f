import type { WallClock } from '@openkey/protocol'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { bearer } from 'better-auth/plugins'
import { and, desc, eq, inArray, lte, or } from 'drizzle-orm'
import { type Database, isUniqueViolation } from '../database/database.ts'
import * as schema from '../database/schema.ts'
import { accountLimits } from '../limits/limits.ts'
import type { Log } from '../log.ts'

export type Auth = {
  /** Handles a request to one of better-auth's routes. */
  readonly handle: (request: Request) => Promise<Response>
  /** Returns the user with this verified address. Creates the account if there is none. */
  readonly findOrCreateUser: (email: string) => Promise<UserView>
  /** Opens a session and returns its database token. */
  readonly openSession: (userId: string, bindings: SessionBindings) => Promise<string>
  /** Returns a session and its user as better-auth shows them. The session contains the database token. */
  readonly describeSession: (databaseToken: string) => Promise<{ readonly session: object; readonly user: object }>
}

/** A user as the API shows it. */
export type UserView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly image?: string | null | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The page and key that a session is bound to. */
export type SessionBindings = {
  /** Page around the frame of the sign-in, signed by an authenticator. The session signs for this page only. */
  readonly topOrigin: string | undefined
  /** Page of the sign-in, as reported by the widget. For display only. */
  readonly openedOn: string | undefined
  /** Thumbprint of the key whose proofs the session requires; `null` for none. */
  readonly thumbprint: string | null
}

export type AuthOptions = {
  readonly database: Database
  readonly secret: string
  readonly publicUrl: string
  readonly log: Log
  readonly clock: WallClock
  /** Runs after an account has been created. A failure is logged and does not fail the sign-in. */
  readonly onNewUser: (userId: string) => Promise<void>
}

const ownField = { type: 'string', required: false, input: false, returned: false } as const

/** Wraps better-auth, which keeps users and sessions. All its other features are turned off. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const { database, secret, publicUrl, log, clock, onNewUser } = options
  const auth = betterAuth({
    secret,
    // A path in `baseURL` would replace `basePath`.
    baseURL: new URL(publicUrl).origin,
    basePath: '/api/auth',
    database: drizzleAdapter(database, { provider: 'pg', schema }),
    telemetry: { enabled: false },
    // The endpoint has its own rate limits: see `limits/budgets.ts`.
    rateLimit: { enabled: false },
    // The messages may quote user input, so only their level is logged.
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

  /** Marks the address as verified and removes every credential added before, which may belong to someone else. */
  const verifyEmail = async (userId: string) => {
    await database.delete(schema.account).where(eq(schema.account.userId, userId))
    await database.delete(schema.passkey).where(eq(schema.passkey.userId, userId))
    await database.delete(schema.session).where(eq(schema.session.userId, userId))
    await database.delete(schema.programToken).where(eq(schema.programToken.userId, userId))
    return internalAdapter.updateUser(userId, { emailVerified: true })
  }

  return {
    handle: (request) => auth.handler(request),
    async findOrCreateUser(email) {
      const found = (await findByEmail(email)) ?? (await create(email))
      return viewUser(found.emailVerified ? found : await verifyEmail(found.id))
    },
    async openSession(userId, { topOrigin, openedOn, thumbprint }) {
      const fields = {
        topOrigin: topOrigin ?? null,
        openedOn: topOrigin ?? openedOn ?? null,
        dpopThumbprint: thumbprint,
      }
      const { token } = await internalAdapter.createSession(userId, false, fields)
      return token
    },
    async describeSession(databaseToken) {
      const found = await internalAdapter.findSession(databaseToken)
      if (found === null) throw new Error('The session ended right after it was opened.')
      return found
    },
  }
}

function viewUser({ id, name, email, emailVerified, image, createdAt, updatedAt }: UserView): UserView {
  return { id, name, email, emailVerified, image: image ?? null, createdAt, updatedAt }
}

/** Ends a user's oldest sessions beyond the limit, and removes expired ones. */
async function trimSessions(database: Database, userId: string, now: number): Promise<void> {
  const { session } = schema
  const beyondLimit = database
    .select({ id: session.id })
    .from(session)
    .where(eq(session.userId, userId))
    .orderBy(desc(session.createdAt))
    .offset(accountLimits.sessions)
  const isOver = or(lte(session.expiresAt, new Date(now)), inArray(session.id, beyondLimit))
  await database.delete(session).where(and(eq(session.userId, userId), isOver))
}
