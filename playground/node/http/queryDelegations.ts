import { canonicalJson, decodeAuthorization, isCid } from '@openkey/protocol/session'
import { type Capability, formatSpaceId, type SpaceId } from '@openkey/protocol/siwe'
import * as z from 'zod'
import type { Delegation } from '../authority/delegation/delegation.ts'
import { statusOf } from '../authority/delegation/statusOf.ts'
import type { Invocation } from '../authority/invocation/authenticateInvocation.ts'
import { authorizeInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { requireNoCaveats } from '../authority/requireNoCaveats.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxNetworkBodyBytes, maxQueryItems } from '../limits.ts'
import type { AccountDelegation } from '../storage/accountDelegations.ts'
import { authenticate } from './authenticate.ts'
import { readBody, readJson } from './readBody.ts'
import type { RouteContext } from './routeContext.ts'

const bodySchema = z.object({
  direction: z.enum(['granted', 'received', 'all']).default('all'),
  limit: z.int().min(1).max(maxQueryItems).default(maxQueryItems),
  /** Last CID of the previous page. */
  cursor: z.string().refine(isCid).optional(),
})

/**
 * Handles `POST /delegation/query`: lists what an account delegated and received, in pages ordered by CID, including
 * delegations that have ended. The invocation must be `tinycloud.delegation/list` on `<space>/delegation` and nothing
 * else. The space named `account` lists all spaces of the account; any other space lists its own delegations.
 */
export async function queryDelegations(request: Request, context: RouteContext): Promise<Response> {
  const { storage, clock, memory } = context
  const invocation = authenticate(request, context)
  const { value } = readJson(await readBody(request, { maxBytes: maxNetworkBodyBytes, memory }), bodySchema)
  const space = listedSpace(invocation)
  const { nowMs } = await authorizeInvocation(invocation, storage, clock.now())

  const { delegations } = storage
  const { direction, limit, cursor = '' } = value
  const items = await delegations.ofAccount({
    ...{ account: space.did, invoker: invocation.invoker, direction, after: cursor, limit: limit + 1 },
    space: space.name === 'account' ? undefined : formatSpaceId(space),
  })
  const page = items.slice(0, limit)
  const { findLink } = await delegations.load({ full: [], links: page.map(([, { cid }]) => cid) })
  const last = page.at(-1)
  return Response.json({
    schemaVersion: 2,
    items: page.map((item) => view(item, { nowMs, findLink })),
    ...(items.length > page.length && last && { nextCursor: last[1].cid }),
  })
}

function listedSpace({ capabilities: [capability, ...others] }: Invocation): SpaceId {
  const { ability, service, path = '', space } = capability ?? {}
  const isList = ability === 'tinycloud.delegation/list' && service === 'delegation' && path === ''
  if (capability === undefined || space === undefined || !isList || others.length > 0) {
    throw new NodeError('query_refused', 'expected tinycloud.delegation/list on <space>/delegation alone')
  }
  requireNoCaveats(capability)
  return space
}

function view([direction, delegation]: AccountDelegation, at: Parameters<typeof statusOf>[1]) {
  const { cid, delegator, delegatee, parents, notBeforeMs, expiresAtMs } = delegation
  return {
    cid,
    direction,
    delegatorDid: delegator,
    delegateDid: delegatee,
    resources: resourcesOf(delegation),
    parents,
    issuedAt: issuedAt(delegation),
    notBefore: timestamp(notBeforeMs),
    expiresAt: timestamp(expiresAtMs),
    status: listedStatusOf(delegation, at),
  }
}

/** Groups the abilities on one resource that have the same caveats. */
function resourcesOf({ capabilities }: Delegation) {
  const groups = new Map<string, Pick<Capability, 'resource' | 'caveats'> & { readonly actions: readonly string[] }>()
  for (const { resource, ability, caveats } of capabilities) {
    const key = `${resource} ${canonicalJson(caveats)}`
    groups.set(key, { resource, actions: [...(groups.get(key)?.actions ?? []), ability], caveats })
  }
  return [...groups.values()]
}

/** A UCAN has no time of issue. */
function issuedAt({ raw }: Delegation): string | null {
  const decoded = decodeAuthorization(raw)
  return decoded.type === 'cacao' ? decoded.cacao.payload.issuedAt : null
}

function timestamp(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}

function listedStatusOf(delegation: Delegation, at: Parameters<typeof statusOf>[1]): string {
  const status = statusOf(delegation, at)
  if (status === 'revoked') return delegation.isRevoked ? 'revoked' : 'ancestor_revoked'
  return status === 'unavailable' ? 'pending' : status
}
