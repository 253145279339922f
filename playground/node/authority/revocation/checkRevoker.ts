import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { collectAncestors } from '../delegation/collectAncestors.ts'
import type { Delegation } from '../delegation/delegation.ts'
import type { FindDelegation } from '../delegation/findParents.ts'
import { checkInvoker } from '../invocation/checkInvoker.ts'
import { type Revocation, revokeAbility } from './readRevocation.ts'

/**
 * Requires that the signer of a revocation may take the delegation back: whoever gave it or something it draws on, and
 * whoever received it, who gives it up. A session may do so for the owner of a space where it holds
 * `tinycloud.delegation/revoke` on `<space>/delegation`.
 * @returns whose right it was
 */
export function checkRevoker(
  { revoker, parents }: Revocation,
  delegation: Delegation,
  { nowMs, find }: { readonly nowMs: number; readonly find: FindDelegation },
): string {
  const givers = collectAncestors([delegation], find).map(({ delegator }) => delegator)
  const entitled = new Set([...givers, delegation.delegatee])
  if (entitled.has(revoker)) return revoker

  const held = checkInvoker({ invoker: revoker, parents, capabilities: [] }, { nowMs, find })
  const owner = held.flatMap(ownerOf).find((did) => entitled.has(did))
  if (owner === undefined) throw new NodeError('revocation_refused', 'another delegator')
  return owner
}

/** The account for which a capability lets its holder take delegations back. */
function ownerOf({ ability, service, path = '', space, caveats }: Capability): readonly string[] {
  const isUnlimited = caveats.some((caveat) => Object.keys(caveat).length === 0)
  const mayRevoke = ability === revokeAbility && service === 'delegation' && path === '' && isUnlimited
  return mayRevoke && space ? [space.did] : []
}
