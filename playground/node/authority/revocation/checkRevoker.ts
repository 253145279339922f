import { NodeError } from '../../errors/nodeError.ts'
import type { Closure, Link } from '../delegation/closure.ts'
import { controllersOf, representedBy } from '../delegation/control.ts'
import { type Revocation, revokeAbility } from './readRevocation.ts'

/**
 * Requires that the signer may revoke the delegation: its delegator, the delegator of an ancestor, or its delegatee; or
 * a session that holds `tinycloud.delegation/revoke` from one of them, on `<space>/delegation` of its own space or on
 * the CID of the delegation.
 * @returns DID of the party on whose behalf the delegation is revoked
 * @throws {NodeError} `revocation_refused`
 */
export function checkRevoker(
  { revoker, parents }: Revocation,
  delegation: Link,
  context: { readonly nowMs: number } & Closure,
): string {
  const entitled = controllersOf(delegation, context.findLink)
  if (entitled.has(revoker)) return revoker

  const right = { ability: revokeAbility, cid: delegation.cid }
  const party = representedBy({ invoker: revoker, parents }, right, context).find((did) => entitled.has(did))
  if (party === undefined) throw new NodeError('revocation_refused', 'the signer is not a party of the delegation')
  return party
}
