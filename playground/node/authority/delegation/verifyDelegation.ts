import { NodeError } from '../../errors/nodeError.ts'
import { isSigned, readCredential } from '../credential.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'
import type { FindDelegation } from './ancestors.ts'
import { checkDelegator } from './checkDelegator.ts'
import type { Delegation } from './delegation.ts'
import { readDelegation } from './readDelegation.ts'

/**
 * Verifies the delegation in an `Authorization` header, whether or not it is stored already. The checks run in this order,
 * because clients distinguish the errors:
 *
 * 1. the header is present and decodes;
 * 2. the issuer signed it;
 * 3. it is valid now;
 * 4. it is not revoked;
 * 5. its ReCap decodes and matches the statement; or it is a UCAN addressed neither to its issuer nor to this node;
 * 6. the delegator holds what it delegates: as owner, or from parents that exist, were delegated to it, are not revoked
 *    and have no revoked ancestor, may be delegated further, cover every capability, and are valid at least as long as
 *    the child.
 *
 * @throws {NodeError}
 */
export function verifyDelegation(
  headers: Headers,
  { nowMs, find, nodeId }: { readonly nowMs: number; readonly find: FindDelegation; readonly nodeId: string },
): Delegation {
  const credential = readCredential(headers)
  if (!isSigned(credential)) throw new NodeError('signature_invalid')
  if (!isWithin(timeWindowOf(credential), nowMs)) throw new NodeError('delegation_time')
  if (find(credential.cid)?.isRevoked) throw new NodeError('delegation_revoked', credential.cid)
  return checkDelegator(readDelegation(credential, nodeId), find)
}
