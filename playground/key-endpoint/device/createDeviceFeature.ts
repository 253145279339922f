import type { Hono } from 'hono'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import type { KeyStore } from '../keys/keyStore.ts'
import type { Services } from '../openServices.ts'
import type { PasskeyFeature } from '../passkeys/createPasskeyFeature.ts'
import { deriveSecrets } from '../sealing/secrets.ts'
import type { SessionFeature } from '../sessions/createSessionFeature.ts'
import { deviceApprovalRoutes } from './deviceApprovalRoutes.ts'
import { createDeviceRequests } from './deviceRequests.ts'
import { deviceRoutes } from './deviceRoutes.ts'
import { defaultPrograms } from './programs.ts'

export type DeviceFeatureOptions = {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'programs' | 'widgetOrigin'>
  readonly sessions: Pick<SessionFeature, 'sessions' | 'programTokens' | 'programProof'>
  readonly keys: KeyStore
  readonly passkeys: Pick<PasskeyFeature, 'requireFreshGesture'>
}

/** Lets an owner connect a program that has no browser, such as a command line. */
export function createDeviceFeature(feature: DeviceFeatureOptions): { readonly routes: readonly Hono[] } {
  const { services, keys } = feature
  const { database, secrets, budgets, notices, clock, log } = services
  const { programs = defaultPrograms, widgetOrigin } = feature.options
  const { sessions, programTokens, programProof } = feature.sessions
  const { requireFreshGesture } = feature.passkeys
  const requests = createDeviceRequests({ database, secrets: deriveSecrets(secrets, 'openkey/user-code/v1'), clock })
  const verificationUri = new URL('/device', widgetOrigin).href
  return {
    routes: [
      deviceRoutes({
        ...{ requests, tokens: programTokens, programs, verificationUri, log },
        proofOfPossession: programProof,
      }),
      deviceApprovalRoutes({ requests, programs, sessions, keys, requireFreshGesture, budgets, notices, log }),
    ],
  }
}
