import { eq } from 'drizzle-orm'
import type { Hono } from 'hono'
import { user } from '../database/schema.ts'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import type { KeyStore } from '../keys/keyStore.ts'
import type { Services } from '../openServices.ts'
import { deriveSecrets } from '../sealing/secrets.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { secretText } from '../sessions/sessionToken.ts'
import { createAuth, type SessionBindings } from './createAuth.ts'
import { emailCodeRoutes } from './emailCodeRoutes.ts'
import { createEmailCodeRules } from './emailCodeRules.ts'
import { createEmailCodes } from './emailCodes.ts'
import { libraryRoutes } from './libraryRoutes.ts'
import { createPartitionTokens } from './partitionTokens.ts'
import { createWrongCodes } from './wrongCodes.ts'

export type OpenedSession = { readonly sessionToken: string; readonly partitionToken: string }

export type AuthFeature = {
  readonly routes: readonly Hono[]
  /** Opens a session for a user whose passkey has been verified, and resets the limits on their email codes. */
  readonly signInByPasskey: (userId: string, bindings: SessionBindings) => Promise<OpenedSession>
  /** Returns a session and its user as the API shows them. */
  readonly describeSession: (sessionToken: string) => Promise<{ readonly session: object; readonly user: object }>
}

export type AuthFeatureOptions = {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'publicUrl' | 'widgetOrigin' | 'emailCode' | 'drawEmailCode'>
  readonly sessions: Pick<SessionFeature, 'sessions' | 'tokens' | 'proofOfPossession'>
  readonly keys: Pick<KeyStore, 'generate'>
}

/** Users, and how they sign in by email code. A new user gets a key. */
export async function createAuthFeature(feature: AuthFeatureOptions): Promise<AuthFeature> {
  const { services, keys } = feature
  const { database, secrets, budgets, mail, clock, log } = services
  const { publicUrl, widgetOrigin, emailCode, drawEmailCode: draw } = feature.options
  const { sessions, tokens, proofOfPossession } = feature.sessions
  const auth = await createAuth({
    database,
    secret: secretText(deriveSecrets(secrets, 'openkey/auth/v1')[0]),
    publicUrl,
    log,
    clock,
    onNewUser: async (userId) => {
      await keys.generate(userId)
    },
  })
  const partitions = createPartitionTokens({ secrets: deriveSecrets(secrets, 'openkey/partition/v1') })
  const wrongCodes = createWrongCodes({ database, budgets, clock })
  const rules = createEmailCodeRules({ database, policy: { ...emailCode, publicUrl }, partitions, widgetOrigin })
  const codes = createEmailCodes({ database, secrets: deriveSecrets(secrets, 'openkey/code/v1'), draw })

  /** Resets the limits that others may have exhausted for the owner's address. */
  const resetCodeLimits = async (userId: string) => {
    const [owner] = await database.select({ email: user.email }).from(user).where(eq(user.id, userId))
    if (owner === undefined) return
    await Promise.all([
      wrongCodes.reset(owner.email),
      budgets.lettersPerEmail.reset(owner.email),
      budgets.lettersPerEmailPerDay.reset(owner.email),
    ])
  }

  return {
    routes: [
      emailCodeRoutes({ auth, tokens, proofOfPossession, rules, codes, mail, wrongCodes, partitions, budgets }),
      libraryRoutes({ auth, tokens, sessions, publicUrl }),
    ],
    async signInByPasskey(userId, bindings) {
      const sessionToken = tokens.sign(await auth.openSession(userId, bindings))
      await resetCodeLimits(userId)
      return { sessionToken, partitionToken: partitions.issue(userId) }
    },
    async describeSession(sessionToken) {
      const { session, user } = await auth.describeSession(tokens.verify(sessionToken) ?? '')
      return { session: { ...session, token: sessionToken }, user }
    },
  }
}
