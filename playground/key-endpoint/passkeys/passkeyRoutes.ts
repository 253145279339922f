import type { WallClock } from '@openkey/protocol'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { AuthFeature } from '../auth/createAuthFeature.ts'
import { HttpError } from '../http/httpError.ts'
import { originField, readBody, readOptionalBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/budgets.ts'
import { accountLimits, limitReached } from '../limits/limits.ts'
import type { AccountNotices } from '../mail/accountNotice.ts'
import type { ProofOfPossession } from '../sessions/proofOfPossession.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Challenges } from './challenges.ts'
import { gestureField, type RequireFreshGesture } from './freshGesture.ts'
import type { PasskeyStore } from './passkeyStore.ts'
import type { RelyingParty } from './relyingParty.ts'
import { authenticationBody, registrationBody } from './responseSchemas.ts'
import { passkeyRefused, verifyAssertion, verifyAttestation } from './verifyCeremony.ts'

const noOptions = z.object({})
const registerOptions = z.object({
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  name: z.string().max(100).optional(),
  gesture: gestureField,
})
const signInBody = authenticationBody.extend({ openedOn: originField.optional() })
const removeBody = z.object({ gesture: gestureField })

export type PasskeyRoutesOptions = {
  readonly relyingParty: RelyingParty
  readonly challenges: Challenges
  readonly passkeys: PasskeyStore
  readonly sessions: Sessions
  readonly proofOfPossession: ProofOfPossession
  readonly auth: Pick<AuthFeature, 'signInByPasskey' | 'describeSession'>
  readonly budgets: Pick<Budgets, 'signInsPerUser' | 'registrationsPerUser'>
  readonly requireFreshGesture: RequireFreshGesture
  readonly notices: Pick<AccountNotices, 'send'>
  readonly clock: WallClock
}

/**
 * Passkey sign-in, and the passkeys of a user. `generate-register-options` decides who may register a passkey: its
 * challenge token is bound to that user and authorizes the rest of the registration.
 */
export function passkeyRoutes(options: PasskeyRoutesOptions): Hono {
  const { relyingParty, challenges, passkeys, sessions, proofOfPossession, auth, budgets, clock } = options
  const { requireFreshGesture, notices } = options

  return new Hono()
    .get('/', async (context) => {
      const { userId } = await sessions.require(context)
      const owned = await passkeys.listOf(userId)
      return context.json({
        passkeys: owned.map(({ id, name, transports, createdAt }) => ({ id, name, transports, createdAt })),
      })
    })
    .post('/generate-authenticate-options', async (context) => {
      await readOptionalBody(context, noOptions)
      const request = await generateAuthenticationOptions({ rpID: relyingParty.rpId, userVerification: 'required' })
      return context.json({ ...request, challengeToken: challenges.issue(request.challenge) })
    })
    .post('/verify-authentication', async (context) => {
      const { response, challengeToken, openedOn } = await readCeremony(context, signInBody)
      const thumbprint = await proofOfPossession.verifyProof(context, undefined)
      const challenge = await challenges.consume(challengeToken)
      const { userId, topOrigin } = await verifyAssertion(response, { challenge, relyingParty, passkeys })
      await budgets.signInsPerUser.spend(userId)
      const { sessionToken, partitionToken } = await auth.signInByPasskey(userId, { topOrigin, openedOn, thumbprint })
      const { session, user } = await auth.describeSession(sessionToken)
      return context.json({ session, user, sessionToken, partitionToken })
    })
    .post('/generate-register-options', async (context) => {
      const session = await sessions.require(context)
      const { userId, email } = session
      await budgets.registrationsPerUser.spend(userId)
      const { authenticatorAttachment, name, gesture } = await readOptionalBody(context, registerOptions)
      await requireFreshGesture(session, gesture)
      const registered = await passkeys.listOf(userId)
      if (registered.length >= accountLimits.passkeys) throw limitReached('passkeys')
      const creation = await generateRegistrationOptions({
        rpName: 'OpenKey',
        rpID: relyingParty.rpId,
        userName: name || email,
        userDisplayName: name || email,
        userID: new TextEncoder().encode(userId),
        attestationType: 'none',
        excludeCredentials: registered.map(({ id, transports }) => ({ id, transports })),
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
      const challenge = await challenges.consume(challengeToken, userId)
      const credential = await verifyAttestation(response, { challenge, relyingParty })
      const added = { ...credential, userId, name: name || null, createdAt: new Date(clock.now()) }
      if (!(await passkeys.add(added))) throw passkeyRefused()
      notices.send(userId, 'passkey_added')
      const { id, createdAt } = added
      return context.json({ id, name: added.name, userId, createdAt, sessionToken: bearer })
    })
    .delete('/:id', async (context) => {
      const session = await sessions.require(context)
      const { gesture } = await readOptionalBody(context, removeBody)
      await requireFreshGesture(session, gesture)
      const isRemoved = await passkeys.remove(session.userId, context.req.param('id'))
      if (!isRemoved) throw new HttpError(404, 'Passkey not found')
      notices.send(session.userId, 'passkey_removed')
      return context.json({ success: true })
    })
}

/** Reads a body, and reports a missing token with the message that clients expect. */
async function readCeremony<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  try {
    return await readBody(context, schema)
  } catch (error) {
    if (!(error instanceof HttpError) || error.field !== 'challengeToken') throw error
    throw new HttpError(400, 'challengeToken is required', { field: 'challengeToken' })
  }
}
