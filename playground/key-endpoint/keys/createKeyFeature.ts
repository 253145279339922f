import type { Hono } from 'hono'
import type { AuthFeature } from '../auth/createAuthFeature.ts'
import type { BootstrapFeature } from '../bootstrap/createBootstrapFeature.ts'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
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
export function createKeyFeature(feature: KeyFeatureOptions): { readonly routes: readonly Hono[] } {
  const { services, keys, auth, bootstrap } = feature
  const { database, replayGuard, budgets, vault, clock } = services
  const { sessions, proofOfPossession, readCaller } = feature.sessions
  const { relyingParty, passkeys, requireFreshGesture } = feature.passkeys
  return {
    routes: [
      keyRoutes({ keys, sessions, requireFreshGesture }),
      signRoute({
        findSigningSession: createFindSigningSession({ database, readCaller, clock }),
        keys,
        approvals: createApprovals({ relyingParty, passkeys, replayGuard, clock }),
        approval: feature.options.approval ?? 'optional',
        proofOfPossession,
        signInByPasskey: auth.signInByPasskey,
        budgets,
        vault,
        reportBootstrap: bootstrap.report,
      }),
    ],
  }
}
