import { systemClock } from '@openkey/protocol'
import { type ContinuationOptions, createContinuation } from './adapters/continuation/continuationWindow.ts'
import { createDpopProofOfPossession } from './adapters/keyEndpoint/dpop/dpopProofOfPossession.ts'
import { createProofKeys, withProofKeys } from './adapters/keyEndpoint/dpop/proofKeys.ts'
import { createHttpKeyEndpoint } from './adapters/keyEndpoint/httpKeyEndpoint.ts'
import { createOfferHistory } from './adapters/storage/offerHistory.ts'
import { createPasskeys } from './adapters/webauthn/passkeys.ts'
import { createEffectRunner, type EffectRunnerOptions } from './app/effectRunner.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import { ProgressScreen } from './ui/screens/ProgressScreen.tsx'

export type SignInChunkOptions = Omit<
  EffectRunnerOptions,
  'keyEndpoint' | 'passkeys' | 'offerHistory' | 'continuation'
> &
  Pick<ContinuationOptions, 'connection' | 'storage' | 'host'> & { readonly config: DeploymentConfig }

/** Creates what follows the first press. Its chunk is fetched while idle, or when it is needed. */
export function createSignInChunk(options: SignInChunkOptions) {
  const { boundOrigin, sessions } = options
  const { keyEndpointUrl: baseUrl, dpop } = options.config
  const isFrame = window.parent !== window
  const passkeys = createPasskeys({
    load: async (page) => (await import('./adapters/webauthn/passkeyCeremonies.ts')).createPasskeyCeremonies(page),
  })
  const keys = dpop === 'required' ? createProofKeys() : undefined
  const keyEndpoint = createHttpKeyEndpoint({
    baseUrl,
    signInContext: { partition: sessions, openedOn: boundOrigin, ...(isFrame && { topOrigin: boundOrigin }) },
    ...(keys && {
      proofOfPossession: createDpopProofOfPossession({ keys, clock: systemClock, nonceUrl: `${baseUrl}/health` }),
    }),
  })
  const effectRunner = createEffectRunner({
    ...options,
    ...(keys && { sessions: withProofKeys(sessions, keys) }),
    keyEndpoint,
    passkeys,
    continuation: createContinuation({ ...options, window, clock: systemClock }),
    offerHistory: createOfferHistory(),
  })
  return { keyEndpoint, effectRunner, ProgressScreen, prefetchPasskeys: passkeys.prefetch }
}
