import { isWithin } from '../timeWindow.ts'
import { collectAncestors } from './collectAncestors.ts'
import type { Delegation } from './delegation.ts'
import type { FindDelegation } from './findParents.ts'

export type Standing = 'active' | 'revoked' | 'expired' | 'unavailable'

/** How a delegation stands at this moment. It stands no better than anything it draws on. */
export function standingOf(
  delegation: Delegation,
  { nowMs, find }: { readonly nowMs: number; readonly find: FindDelegation },
): Standing {
  const chain = collectAncestors([delegation], find)
  if (chain.some(({ isRevoked }) => isRevoked)) return 'revoked'
  if (chain.some(({ expiresAtMs }) => expiresAtMs !== undefined && expiresAtMs < nowMs)) return 'expired'
  return chain.every((link) => isWithin(link, nowMs)) ? 'active' : 'unavailable'
}
