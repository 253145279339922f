import type { Origin } from '@openkey/protocol'
import type { DeploymentConfig } from '../config/deploymentConfig.ts'
import { checkChain } from './checkChain.ts'
import { checkDomain } from './checkDomain.ts'
import { checkTimes } from './checkTimes.ts'
import { checkUri } from './checkUri.ts'
import { readSignRequest } from './readSignRequest.ts'
import type { SignRequest } from './signRequest.ts'

export type SignRequestContext = {
  /** Exactly what the host sent. */
  readonly message: string
  readonly boundOrigin: Origin
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly config: Pick<DeploymentConfig, 'chains' | 'maxSessionLifetimeMs'>
}

/**
 * Everything that can be said about a message without knowing who is signed in (S1–S5). What it throws is therefore
 * the same for every user, and may settle a call before the first gesture (S8).
 *
 * Must run when the request arrives, and again when it is approved, because time has passed.
 * @throws {OpenKeyError} one of the `siwe_*`, `recap_*`, `domain_mismatch`, `chain_unsupported`, `message_too_large`
 */
export function checkSignRequest({ message, boundOrigin, now, config }: SignRequestContext): SignRequest {
  const request = readSignRequest(message)
  checkDomain(request.siwe, boundOrigin)
  checkUri(request, boundOrigin)
  checkChain(request.siwe.chainId, config)
  checkTimes(request, { now, config })
  return request
}
