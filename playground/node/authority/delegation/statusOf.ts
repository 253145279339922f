import { isWithin } from '../timeWindow.ts'
import type { FindDelegation } from './ancestors.ts'
import { collectAncestors } from './ancestors.ts'
import type { Delegation } from './delegation.ts'

export type DelegationStatus = 'active' | 'revoked' | 'expired' | 'unavailable'

/** Returns the current status of a delegation, which also depends on all its ancestors. */
export function statusOf(
  delegation: Delegation,
  { nowMs, find }: { readonly nowMs: number; readonly find: FindDelegation },
): DelegationStatus {
  const chain = collectAncestors([delegation], find)
  if (chain.some(({ isRevoked }) => isRevoked)) return 'revoked'
  if (chain.some(({ expiresAtMs }) => expiresAtMs !== undefined && expiresAtMs < nowMs)) return 'expired'
  return chain.every((link) => isWithin(link, nowMs)) ? 'active' : 'unavailable'
}
