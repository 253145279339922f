import { isCid } from '@openkey/protocol/session'
import * as z from 'zod'
import { collectAncestors } from '../authority/delegation/ancestors.ts'
import type { Closure, Link } from '../authority/delegation/closure.ts'
import { representedBy } from '../authority/delegation/control.ts'
import { statusOf } from '../authority/delegation/statusOf.ts'
import type { Invocation } from '../authority/invocation/authenticateInvocation.ts'
import { consumeInvocation, loadParents } from '../authority/invocation/authorizeInvocation.ts'
import { cidResource } from '../authority/resources.ts'
import { asForbidden } from '../errors/asForbidden.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxNetworkBodyBytes } from '../limits.ts'
import { authenticate } from './authenticate.ts'
import { readBody, readJson } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

const bodySchema = z.strictObject({ cid: z.string().refine(isCid) })

const ability = 'tinycloud.delegation/status'

/**
 * Handles `POST /delegation/status`. The invocation must be `tinycloud.delegation/status` on `urn:cid:<cid>` and
 * nothing else, by a key that gave or received the delegation or one of its ancestors, or that holds this ability from
 * one of them.
 */
export async function delegationStatus(request: Request, context: RouteContext): Promise<Response> {
  const { storage, clock, memory } = context
  const invocation = authenticate(request, context)
  const { value } = readJson(await readBody(request, { maxBytes: maxNetworkBodyBytes, memory }), bodySchema)
  const nowMs = clock.now()
  await consumeInvocation(invocation, storage, nowMs)

  const { cid } = value
  if (!isAbout(invocation, cid)) throw new NodeError('status_refused', 'the invocation does not name this delegation')
  const closure = await loadParents(invocation, storage, [cid])
  const delegation = closure.findLink(cid)
  if (delegation === undefined) return view(cid, 'not_found', 404)
  await asForbidden('status_refused', async () => requireParty(invocation, delegation, { nowMs, ...closure }))
  return view(cid, statusOf(delegation, { nowMs, ...closure }), 200)
}

function isAbout({ capabilities: [capability, ...others] }: Invocation, cid: string): boolean {
  const isStatus = capability?.ability === ability && capability.resource === cidResource(cid)
  return isStatus && others.length === 0
}

function requireParty(invocation: Invocation, delegation: Link, context: { readonly nowMs: number } & Closure): void {
  const chain = collectAncestors([delegation], context.findLink)
  const parties = new Set(chain.flatMap(({ delegator, delegatee }) => [delegator, delegatee]))
  if (parties.has(invocation.invoker)) return
  if (representedBy(invocation, { ability, cid: delegation.cid }, context).some((did) => parties.has(did))) return
  throw new NodeError('status_refused', 'the invoker is not a party of the delegation')
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
