import { NodeError } from '../../errors/nodeError.ts'
import { readCredential } from '../credential.ts'
import { isSigned } from '../isSigned.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'
import { checkDelegator } from './checkDelegator.ts'
import type { Delegation } from './delegation.ts'
import type { FindDelegation } from './findParents.ts'
import { readDelegation } from './readDelegation.ts'

/**
 * Verifies the delegation in an `Authorization` header, known or not. In this order, for clients tell refusals apart:
 *
 * 1. the header is there and decodes;
 * 2. its issuer signed it;
 * 3. it holds at this moment;
 * 4. it was not taken back;
 * 5. its ReCap decodes and its statement says the same, or it is a UCAN addressed to somebody else than issuer and node;
 * 6. the delegator holds what it delegates: as root, or from parents that exist, were delegated to it, were not taken
 *    back with anything they draw on, may be passed on, cover every capability, and neither end before the child does
 *    nor start after it.
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
