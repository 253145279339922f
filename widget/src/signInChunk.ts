import { systemClock } from '@openkey/protocol'
import { type ContinuationOptions, createContinuation } from './adapters/continuation/continuationWindow.ts'
import { createDpopPossession } from './adapters/keyEndpoint/dpop/dpopProofOfPossession.ts'
import { createProofKeys } from './adapters/keyEndpoint/dpop/proofKeys.ts'
import { keepProofKeys } from './adapters/keyEndpoint/dpop/withProofKeys.ts'
import { createHttpKeyEndpoint } from './adapters/keyEndpoint/httpKeyEndpoint.ts'
import { createOfferMemory } from './adapters/storage/offerHistory.ts'
import { createPasskeys } from './adapters/webauthn/passkeys.ts'
import { createSteps, type StepsOptions } from './app/createEffectRunner.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import { StepScreen } from './ui/screens/ProgressScreen.tsx'

export type StepPathOptions = Omit<StepsOptions, 'keyEndpoint' | 'passkeys' | 'offerMemory' | 'continuation'> &
  Pick<ContinuationOptions, 'connection' | 'storage' | 'host'> & { readonly config: DeploymentConfig }

/** What is fetched while idle, or once it is needed: all that follows the first press. */
export function createStepPath(options: StepPathOptions) {
  const { boundOrigin, sessions } = options
  const { keyEndpointUrl: baseUrl, dpop } = options.config
  const isFrame = window.parent !== window
  const keys = dpop === 'required' ? createProofKeys() : undefined
  const keyEndpoint = createHttpKeyEndpoint({
    baseUrl,
    place: { partition: sessions, openedOn: boundOrigin, ...(isFrame && { topOrigin: boundOrigin }) },
    ...(keys && { possession: createDpopPossession({ keys, clock: systemClock }) }),
  })
  const steps = createSteps({
    ...options,
    ...(keys && { sessions: keepProofKeys(sessions, keys) }),
    keyEndpoint,
    passkeys: createPasskeys(),
    continuation: createContinuation({ ...options, window, clock: systemClock }),
    offerMemory: createOfferMemory(),
  })
  return { keyEndpoint, steps, StepScreen }
}
