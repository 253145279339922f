import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength } from '../../limits.ts'
import { isSigned, readCredential, signerOf } from '../credential.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'
import { checkDelegator } from './checkDelegator.ts'
import type { LoadClosure } from './closure.ts'
import { controlledCid } from './control.ts'
import type { Delegation } from './delegation.ts'
import { readDelegation } from './readDelegation.ts'

/**
 * Verifies the delegation in an `Authorization` header, whether or not it is stored already. The checks run in this
 * order, because clients distinguish the errors:
 *
 * 1. the header is present and decodes;
 * 2. the issuer signed it;
 * 3. it is valid now;
 * 4. its ReCap decodes and matches the statement; or it is a UCAN addressed neither to its issuer nor to this node;
 * 5. it is not revoked;
 * 6. the delegator holds what it delegates: as owner, or from parents that exist, were delegated to it, are not revoked
 *    and have no revoked ancestor, may be delegated further, cover every capability, and are valid at least as long as
 *    the child.
 *
 * @throws {NodeError}
 */
export async function verifyDelegation(
  headers: Headers,
  {
    nowMs,
    load,
    nodeId,
    onSigned,
  }: {
    readonly nowMs: number
    readonly load: LoadClosure
    readonly nodeId: string
    /** Called with the delegator once its signature is verified. */
    readonly onSigned: (delegator: string) => void
  },
): Promise<{ readonly delegation: Delegation; readonly isStored: boolean }> {
  const credential = readCredential(headers)
  if (!isSigned(credential)) throw new NodeError('signature_invalid')
  onSigned(signerOf(credential))
  if (!isWithin(timeWindowOf(credential), nowMs)) throw new NodeError('delegation_time')
  const { cid } = credential
  const closure = await load(neededFor(readDelegation(credential, nodeId)))
  const stored = closure.findLink(cid)
  if (stored?.isRevoked) throw new NodeError('delegation_revoked', cid)
  // Read again rather than held while waiting: its capabilities take several times as much memory as the token.
  return { delegation: checkDelegator(readDelegation(credential, nodeId), closure), isStored: stored !== undefined }
}

function neededFor({ cid, capabilities, parents }: Delegation): Parameters<LoadClosure>[0] {
  const controlled = capabilities.flatMap((capability) => controlledCid(capability) ?? [])
  // One parent too many is enough to be rejected. An owner needs none, so its number does not matter.
  return { full: parents.slice(0, maxChainLength + 1), links: [cid, ...controlled] }
}
