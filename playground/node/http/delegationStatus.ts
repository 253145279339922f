import { isCid } from '@openkey/protocol/session'
import * as z from 'zod'
import { cidResource } from '../authority/cidResource.ts'
import { collectAncestors } from '../authority/delegation/collectAncestors.ts'
import type { Delegation } from '../authority/delegation/delegation.ts'
import { standingOf } from '../authority/delegation/statusOf.ts'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import type { Invocation } from '../authority/invocation/invocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxNetworkBodyBytes, replaySkewMs } from '../limits.ts'
import type { DelegationStore } from '../storage/delegationStore.ts'
import type { InvokeContext } from './invoke.ts'
import { readBody } from './readBody.ts'
import { readJson } from './readJson.ts'

const bodySchema = z.strictObject({ cid: z.string().refine(isCid) })

/**
 * `POST /delegation/status`: how a delegation stands. The invocation is bound to it: `tinycloud.delegation/status` on
 * `urn:cid:<cid>` and nothing else, by a key that gave or received it or something it draws on.
 */
export async function delegationStatus(request: Request, context: InvokeContext): Promise<Response> {
  const { storage, clock, maxLifetimeMs, nodeId } = context
  const invocation = authenticateInvocation(request.headers, { nowMs: clock.now(), maxLifetimeMs, nodeId })
  const { value } = readJson(await readBody(request, maxNetworkBodyBytes), bodySchema)
  const nowMs = clock.now()
  const { cid: token, expiresAtMs } = invocation
  if (expiresAtMs < nowMs) throw new NodeError('invocation_time')
  if (!storage.replays.claim({ cid: token, forgetAtMs: expiresAtMs + replaySkewMs, nowMs })) {
    throw new NodeError('invocation_replayed')
  }

  const { cid } = value
  if (!isAbout(invocation, cid)) throw new NodeError('status_refused', 'the invocation is about something else')
  const { find } = storage.delegations
  const delegation = find(cid)
  if (delegation === undefined) return view(cid, 'not_found', 404)
  if (!isParty(invocation, delegation, find)) throw new NodeError('status_refused', 'the invoker has no part in it')
  return view(cid, standingOf(delegation, { nowMs, find }), 200)
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
