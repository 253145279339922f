import type { Hono } from 'hono'
import type { Services } from '../openServices.ts'
import type { PasskeyFeature } from '../passkeys/createPasskeyFeature.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { autoSignRoutes } from './autoSignRoutes.ts'
import { createSignInSettings, signInRoutes } from './signInRoutes.ts'

export type AccountFeatureOptions = {
  readonly services: Services
  readonly sessions: Pick<SessionFeature, 'sessions'>
  readonly passkeys: Pick<PasskeyFeature, 'requireFreshGesture'>
}

/** Settings of a user's account. */
export function createAccountFeature(feature: AccountFeatureOptions): { readonly routes: readonly Hono[] } {
  const { database, notices, log } = feature.services
  const { sessions } = feature.sessions
  const { requireFreshGesture } = feature.passkeys
  const settings = createSignInSettings({ database })
  return {
    routes: [
      autoSignRoutes({ database, sessions, requireFreshGesture, notices, log }),
      signInRoutes({ settings, sessions, requireFreshGesture, notices }),
    ],
  }
}
