import { isWithin } from '../timeWindow.ts'
import { collectAncestors } from './ancestors.ts'
import type { FindLink, Link } from './closure.ts'

export type DelegationStatus = 'active' | 'revoked' | 'expired' | 'unavailable'

/** Returns the current status of a delegation, which also depends on all its ancestors. */
export function statusOf(
  delegation: Link,
  { nowMs, findLink }: { readonly nowMs: number; readonly findLink: FindLink },
): DelegationStatus {
  const chain = collectAncestors([delegation], findLink)
  if (chain.some(({ isRevoked }) => isRevoked)) return 'revoked'
  if (chain.some(({ expiresAtMs }) => expiresAtMs !== undefined && expiresAtMs < nowMs)) return 'expired'
  return chain.every((link) => isWithin(link, nowMs)) ? 'active' : 'unavailable'
}
