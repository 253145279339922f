import { isCid } from '@openkey/protocol/session'
import * as z from 'zod'
import { collectAncestors } from '../authority/delegation/ancestors.ts'
import type { Delegation } from '../authority/delegation/delegation.ts'
import { statusOf } from '../authority/delegation/statusOf.ts'
import type { Invocation } from '../authority/invocation/authenticateInvocation.ts'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { consumeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { cidResource } from '../authority/resources.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxNetworkBodyBytes } from '../limits.ts'
import type { DelegationStore } from '../storage/delegationStore.ts'
import { readBody, readJson } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

const bodySchema = z.strictObject({ cid: z.string().refine(isCid) })

/**
 * Handles `POST /delegation/status`. The invocation must be `tinycloud.delegation/status` on `urn:cid:<cid>` and nothing
 * else, by a key that gave or received the delegation or one of its ancestors.
 */
export async function delegationStatus(request: Request, context: RouteContext): Promise<Response> {
  const { storage, clock, maxLifetimeMs, nodeId } = context
  const invocation = authenticateInvocation(request.headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
  const { value } = readJson(await readBody(request, maxNetworkBodyBytes), bodySchema)
  const nowMs = clock.now()
  consumeInvocation(invocation, storage, nowMs)

  const { cid } = value
  if (!isAbout(invocation, cid)) throw new NodeError('status_refused', 'the invocation does not name this delegation')
  const { find } = storage.delegations
  const delegation = find(cid)
  if (delegation === undefined) return view(cid, 'not_found', 404)
  if (!isParty(invocation, delegation, find))
    throw new NodeError('status_refused', 'the invoker is not a party of the delegation')
  return view(cid, statusOf(delegation, { nowMs, find }), 200)
}

function isAbout({ capabilities: [capability, ...others] }: Invocation, cid: string): boolean {
  const isStatus = capability?.ability === 'tinycloud.delegation/status' && capability.resource === cidResource(cid)
  return isStatus && others.length === 0
}

function isParty({ invoker }: Invocation, delegation: Delegation, find: DelegationStore['find']): boolean {
  return collectAncestors([delegation], find).some(
    ({ delegator, delegatee }) => delegator === invoker || delegatee === invoker,
  )
}

function view(cid: string, status: string, code: number): Response {
  const is = (name: string) => status === name
  const body = {
    cid,
    status,
    exists: !is('not_found'),
    active: is('active'),
    revoked: is('revoked'),
    expired: is('expired'),
  }
  return Response.json(body, { status: code })
}
