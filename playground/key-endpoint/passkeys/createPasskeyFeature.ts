import type { Hono } from 'hono'
import type { AuthFeature } from '../auth/createAuthFeature.ts'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import type { Services } from '../openServices.ts'
import { deriveSecrets } from '../sealing/secrets.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { createChallenges } from './challenges.ts'
import { createRequireFreshGesture, type RequireFreshGesture } from './freshGesture.ts'
import { passkeyRoutes } from './passkeyRoutes.ts'
import { createPasskeyStore, type PasskeyStore } from './passkeyStore.ts'
import type { RelyingParty } from './relyingParty.ts'

export type PasskeyFeature = {
  readonly routes: readonly Hono[]
  readonly relyingParty: RelyingParty
  readonly passkeys: PasskeyStore
  readonly requireFreshGesture: RequireFreshGesture
}

export type PasskeyFeatureOptions = {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'rpId' | 'widgetOrigin' | 'embedding'>
  readonly sessions: Pick<SessionFeature, 'sessions' | 'proofOfPossession'>
  readonly auth: Pick<AuthFeature, 'signInByPasskey' | 'describeSession'>
}

/** Passkeys: sign-in, registration, and the fresh gesture that sensitive changes require. */
export function createPasskeyFeature(feature: PasskeyFeatureOptions): PasskeyFeature {
  const { services, sessions, auth } = feature
  const { database, secrets, replayGuard, budgets, notices, clock } = services
  const { rpId, widgetOrigin, embedding = { allow: 'any' } } = feature.options
  const relyingParty = { rpId, widgetOrigin, embedding }
  const passkeys = createPasskeyStore({ database })
  const challenges = createChallenges({ secrets: deriveSecrets(secrets, 'openkey/challenge/v1'), replayGuard, clock })
  const requireFreshGesture = createRequireFreshGesture({ challenges, relyingParty, passkeys, budgets, clock })
  const routes = passkeyRoutes({
    relyingParty,
    challenges,
    passkeys,
    requireFreshGesture,
    sessions: sessions.sessions,
    proofOfPossession: sessions.proofOfPossession,
    auth,
    budgets,
    notices,
    clock,
  })
  return { routes: [routes], relyingParty, passkeys, requireFreshGesture }
}
