import { systemClock } from '@openkey/protocol'
import { type ContinuationOptions, createContinuation } from './adapters/continuationWindow.ts'
import { createHttpKeyEndpoint } from './adapters/httpKeyEndpoint.ts'
import { createOfferMemory } from './adapters/offerMemory.ts'
import { createPasskeys } from './adapters/passkeys.ts'
import { createDpopPossession } from './adapters/possession/dpopPossession.ts'
import { keepProofKeys } from './adapters/possession/keepProofKeys.ts'
import { createProofKeys } from './adapters/possession/proofKeys.ts'
import { createSteps, type StepsOptions } from './app/createSteps.ts'
import type { DeploymentConfig } from './domain/deploymentConfig.ts'
import { StepScreen } from './ui/screens/StepScreen.tsx'

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
