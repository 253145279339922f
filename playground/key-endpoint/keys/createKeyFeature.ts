import type { Hono } from 'hono'
import type { AuthFeature } from '../auth/createAuthFeature.ts'
import type { BootstrapFeature } from '../bootstrap/createBootstrapFeature.ts'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import { narrowingRoutes } from '../narrowing/narrowingRoutes.ts'
import { createSignContexts } from '../narrowing/signContexts.ts'
import type { Services } from '../openServices.ts'
import type { PasskeyFeature } from '../passkeys/createPasskeyFeature.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { createApprovals } from './approvals.ts'
import { keyRoutes } from './keyRoutes.ts'
import type { KeyStore } from './keyStore.ts'
import { createFindSigningSession } from './signingSession.ts'
import { signRoute } from './signRoute.ts'

export type KeyFeatureOptions = {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'approval'>
  readonly keys: KeyStore
  readonly sessions: SessionFeature
  readonly auth: Pick<AuthFeature, 'signInByPasskey'>
  readonly passkeys: Pick<PasskeyFeature, 'relyingParty' | 'passkeys' | 'requireFreshGesture'>
  readonly bootstrap: Pick<BootstrapFeature, 'report'>
}

/** A user's keys, and signatures with them. */
export function createKeyFeature(feature: KeyFeatureOptions): {
  readonly routes: readonly Hono[]
  readonly narrowing: Hono
} {
  const { services, keys, auth, bootstrap } = feature
  const { database, replayGuard, budgets, vault, clock, log } = services
  const { sessions, proofOfPossession, readCaller } = feature.sessions
  const { relyingParty, passkeys, requireFreshGesture } = feature.passkeys
  const approvals = createApprovals({ relyingParty, passkeys, replayGuard, clock })
  const approval = feature.options.approval ?? 'optional'
  const signing = { keys, approvals, approval, budgets, vault, reportBootstrap: bootstrap.report, log }
  return {
    narrowing: narrowingRoutes({ ...signing, sessions, contexts: createSignContexts({ database, clock }) }),
    routes: [
      keyRoutes({ keys, sessions, requireFreshGesture }),
      signRoute({
        findSigningSession: createFindSigningSession({ database, readCaller, budgets, clock }),
        ...signing,
        proofOfPossession,
        signInByPasskey: auth.signInByPasskey,
      }),
    ],
  }
}
