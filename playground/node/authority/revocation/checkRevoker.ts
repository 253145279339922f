import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import type { FindDelegation } from '../delegation/ancestors.ts'
import { collectAncestors } from '../delegation/ancestors.ts'
import type { Delegation } from '../delegation/delegation.ts'
import { checkInvoker } from '../invocation/checkInvoker.ts'
import { type Revocation, revokeAbility } from './readRevocation.ts'

/**
 * Requires that the signer may revoke the delegation: its delegator, the delegator of an ancestor, or its delegatee. A
 * session may revoke for the owner of a space where it holds `tinycloud.delegation/revoke` on `<space>/delegation`.
 * @returns DID of the party on whose behalf the delegation is revoked
 * @throws {NodeError} `revocation_refused`
 */
export function checkRevoker(
  { revoker, parents }: Revocation,
  delegation: Delegation,
  { nowMs, find }: { readonly nowMs: number; readonly find: FindDelegation },
): string {
  const delegators = collectAncestors([delegation], find).map(({ delegator }) => delegator)
  const entitled = new Set([...delegators, delegation.delegatee])
  if (entitled.has(revoker)) return revoker

  const held = checkInvoker({ invoker: revoker, parents, capabilities: [] }, { nowMs, find })
  const owner = held.flatMap(representedOwner).find((did) => entitled.has(did))
  if (owner === undefined) throw new NodeError('revocation_refused', 'the signer is not a party of the delegation')
  return owner
}

/** Returns the owner on whose behalf a capability allows to revoke delegations, as a list of at most one. */
function representedOwner({ ability, service, path = '', space, caveats }: Capability): readonly string[] {
  const isUnlimited = caveats.some((caveat) => Object.keys(caveat).length === 0)
  const mayRevoke = ability === revokeAbility && service === 'delegation' && path === '' && isUnlimited
  return mayRevoke && space ? [space.did] : []
}
