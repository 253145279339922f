import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Auth } from '../auth/createAuth.ts'
import type { PartitionTokens } from '../auth/partitionTokens.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { SessionTokens } from '../auth/sessionToken.ts'
import type { Clock } from '../clock.ts'
import type { Possession } from '../dpop/possession.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/createBudgets.ts'
import type { Challenges } from './challenges.ts'
import { passkeyRefused } from './passkeyRefused.ts'
import type { PasskeyStore } from './passkeyStore.ts'
import type { RelyingParty } from './relyingParty.ts'
import { authenticationBody, registrationBody } from './responseSchemas.ts'
import { verifyAssertion } from './verifyAssertion.ts'
import { verifyAttestation } from './verifyAttestation.ts'

const noOptions = z.object({})
const registerOptions = z.object({
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  name: z.string().max(100).optional(),
})

export type PasskeyRoutesOptions = {
  readonly party: RelyingParty
  readonly challenges: Challenges
  readonly passkeys: PasskeyStore
  readonly sessions: Sessions
  readonly possession: Possession
  readonly auth: Pick<Auth, 'openSession'>
  readonly tokens: SessionTokens
  readonly partitions: PartitionTokens
  readonly budgets: Budgets
  readonly clock: Clock
}

/** Passkey sign-in, and adding a passkey to the account of a session. */
export function passkeyRoutes(options: PasskeyRoutesOptions): Hono {
  const { party, challenges, passkeys, sessions, possession, auth, tokens, partitions, budgets, clock } = options

  return new Hono()
    .get('/', async (context) => {
      const { userId } = await sessions.require(context)
      const owned = await passkeys.listOf(userId)
      return context.json({
        passkeys: owned.map(({ id, name, transports, createdAt }) => ({ id, name, transports, createdAt })),
      })
    })
    .post('/generate-authenticate-options', async (context) => {
      await readBody(context, noOptions)
      const request = await generateAuthenticationOptions({ rpID: party.rpId, userVerification: 'required' })
      return context.json({ ...request, challengeToken: challenges.issue(request.challenge) })
    })
    .post('/verify-authentication', async (context) => {
      const { response, challengeToken } = await readCeremony(context, authenticationBody)
      const thumbprint = await possession.prove(context, undefined)
      const challenge = await challenges.take(challengeToken)
      const { userId, topOrigin } = await verifyAssertion(response, { challenge, party, passkeys })
      await budgets.signInsPerUser.spend(userId)
      const sessionToken = tokens.sign(await auth.openSession(userId, { topOrigin, thumbprint }))
      const partitionToken = partitions.issue(userId)
      return context.json({ session: { userId, token: sessionToken }, sessionToken, partitionToken })
    })
    .post('/generate-register-options', async (context) => {
      const { userId, email } = await sessions.require(context)
      await budgets.registrationsPerUser.spend(userId)
      const { authenticatorAttachment, name } = await readBody(context, registerOptions)
      const creation = await generateRegistrationOptions({
        rpName: 'OpenKey',
        rpID: party.rpId,
        userName: name || email,
        userDisplayName: name || email,
        userID: new TextEncoder().encode(userId),
        attestationType: 'none',
        excludeCredentials: (await passkeys.listOf(userId)).map(({ id, transports }) => ({ id, transports })),
        authenticatorSelection: {
          residentKey: 'required',
          userVerification: 'required',
          ...(authenticatorAttachment && { authenticatorAttachment }),
        },
      })
      return context.json({ ...creation, challengeToken: challenges.issue(creation.challenge, userId) })
    })
    .post('/verify-registration', async (context) => {
      const { userId, bearer } = await sessions.require(context)
      const { response, challengeToken, name } = await readCeremony(context, registrationBody)
      const challenge = await challenges.take(challengeToken, userId)
      const credential = await verifyAttestation(response, { challenge, party })
      const added = { ...credential, userId, name: name || null, createdAt: new Date(clock.now()) }
      if (!(await passkeys.add(added))) throw passkeyRefused()
      const { id, createdAt } = added
      return context.json({ id, name: added.name, userId, createdAt, sessionToken: bearer })
    })
}

/** A body without a token has an answer of its own, which clients know. */
async function readCeremony<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  try {
    return await readBody(context, schema)
  } catch (error) {
    if (!(error instanceof HttpError) || error.field !== 'challengeToken') throw error
    throw new HttpError(400, 'challengeToken is required', { field: 'challengeToken' })
  }
}
