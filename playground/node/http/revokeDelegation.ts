import { checkRevoker } from '../authority/revocation/checkRevoker.ts'
import { readRevocation } from '../authority/revocation/readRevocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { InvokeContext } from './invoke.ts'

/**
 * `POST /revoke`: takes back a delegation, and with it all that draws on it. Doing it again changes nothing, so the same
 * header may be sent twice. In this order:
 *
 * 1. the header is there and decodes to a revocation, which its signer signed and which holds at this moment;
 * 2. the delegation is known;
 * 3. the signer may take it back.
 */
export function revokeDelegation(headers: Headers, context: InvokeContext): Response {
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

/** What is refused for its content has one status, whoever else would refuse it with another. */
function asForbidden(work: () => Response): Response {
  try {
    return work()
  } catch (error) {
    const isElsewhere = error instanceof NodeError && error.status === 401 && !error.code.startsWith('header_')
    throw isElsewhere ? new NodeError('revocation_refused', error.message, { cause: error }) : error
  }
}
