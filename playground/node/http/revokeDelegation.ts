import { loadParents } from '../authority/invocation/authorizeInvocation.ts'
import { checkRevoker } from '../authority/revocation/checkRevoker.ts'
import { readRevocation } from '../authority/revocation/readRevocation.ts'
import { asForbidden } from '../errors/asForbidden.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { RouteContext } from './routeContext.ts'

/**
 * Handles `POST /revoke`: revokes a delegation and thereby all its descendants. Revoking again changes nothing, so the
 * same header may be sent twice. The checks run in this order:
 *
 * 1. the header is present and decodes to a signed revocation that is valid now;
 * 2. the delegation is stored here;
 * 3. the signer may revoke it.
 *
 * It answers with 403 where other routes answer with 401, except for a missing or undecodable header.
 */
export async function revokeDelegation(headers: Headers, context: RouteContext): Promise<Response> {
  const { storage, clock, maxLifetimeMs, nodeId, limits } = context
  const { delegations } = storage
  return asForbidden('revocation_refused', async () => {
    const nowMs = clock.now()
    const revocation = readRevocation(headers, { nowMs, maxLifetimeMs, nodeId })
    limits.perKey.spend(revocation.revoker)
    const { cid, raw } = revocation
    const closure = await loadParents(revocation, storage, [cid])
    const delegation = closure.findLink(cid)
    if (delegation === undefined) throw new NodeError('revocation_refused', 'unknown delegation')
    const revokedBy = checkRevoker(revocation, delegation, { nowMs, ...closure })
    await delegations.revoke({ cid, revokedBy, raw, nowMs })
    return Response.json({ revoked: true, cid })
  })
}
