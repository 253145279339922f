import type { Bootstrap } from '@openkey/host-sdk'

/** Returns the outcome of provisioning, with its error. */
export function describeBootstrap({ status, errorCode }: Bootstrap): string {
  return errorCode ? `${status} (${errorCode})` : status
}
