import { checkRevoker } from '../authority/revocation/checkRevoker.ts'
import { readRevocation } from '../authority/revocation/readRevocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { RouteContext } from './routeContext.ts'

/**
 * Handles `POST /revoke`: revokes a delegation and thereby all its descendants. Revoking again changes nothing, so the same
 * header may be sent twice. The checks run in this order:
 *
 * 1. the header is present and decodes to a signed revocation that is valid now;
 * 2. the delegation is stored here;
 * 3. the signer may revoke it.
 */
export function revokeDelegation(headers: Headers, context: RouteContext): Response {
  const { storage, clock, maxLifetimeMs, nodeId } = context
  const { delegations } = storage
  return asForbidden(() => {
    const nowMs = clock.now()
    const revocation = readRevocation(headers, { nowMs, maxLifetimeMs, nodeId })
    const { cid, raw } = revocation
    const delegation = delegations.find(cid)
    if (delegation === undefined) throw new NodeError('revocation_refused', 'unknown delegation')
    const revokedBy = checkRevoker(revocation, delegation, { nowMs, find: delegations.find })
    delegations.revoke({ cid, revokedBy, raw, nowMs })
    return Response.json({ revoked: true, cid })
  })
}

/** Answers with 403 where other routes answer with 401, except for a missing or undecodable header. */
function asForbidden(work: () => Response): Response {
  try {
    return work()
  } catch (error) {
    const isElsewhere = error instanceof NodeError && error.status === 401 && !error.code.startsWith('header_')
    throw isElsewhere ? new NodeError('revocation_refused', error.message, { cause: error }) : error
  }
}
