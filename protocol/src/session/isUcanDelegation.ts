import { principalDid } from './principalDid.ts'
import type { Ucan } from './ucan.ts'

/**
 * Whether a UCAN is addressed to somebody else than its issuer, as every delegation is. Invocations and delegations have
 * the same members, so nothing else tells them apart. A node also takes invocations that are addressed to itself, and
 * must refuse those as delegations.
 */
export function isUcanDelegation({ payload }: Ucan): boolean {
  return principalDid(payload.aud) !== principalDid(payload.iss)
}
