import { verifyDelegation } from '../authority/delegation/verifyDelegation.ts'
import type { CheckHosting } from '../authority/hosting/createAllowlist.ts'
import { hostedSpaces } from '../authority/hosting/hostedSpaces.ts'
import { spacesOf } from '../authority/resources.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import { maxUnhostedDelegations } from '../limits.ts'
import type { Storage } from '../storage/openStorage.ts'
import type { RateLimits } from './rateLimits.ts'

/**
 * Handles `POST /delegate`: stores a verified delegation, hosts the space it asks for, and reports which of its spaces
 * are hosted here. A stored delegation that is sent again is verified again.
 */
export async function acceptDelegation(
  headers: Headers,
  {
    storage,
    keys: { nodeId, peerId },
    checkHosting,
    limits,
    nowMs,
  }: {
    readonly storage: Storage
    readonly keys: Pick<NodeKeys, 'nodeId' | 'peerId'>
    readonly checkHosting: CheckHosting
    readonly limits: Pick<RateLimits, 'perKey'>
    readonly nowMs: number
  },
): Promise<Response> {
  const { delegation, isStored } = await verifyDelegation(headers, {
    ...{ nowMs, nodeId, load: storage.delegations.load },
    onSigned: limits.perKey.spend,
  })
  const spaces = spacesOf(delegation.capabilities)
  const hosted = hostedSpaces(delegation, peerId)
  const before = await storage.spaces.hosted(spaces)
  for (const space of hosted) if (!before.has(space)) await checkHosting(space)
  const { delegator } = delegation
  if (hosted.length === 0 && before.size === 0 && !isStored) {
    const count = await storage.delegations.countUnhosted(delegator, maxUnhostedDelegations)
    if (count === maxUnhostedDelegations) throw new NodeError('delegations_too_many')
  }
  storage.freeSpace.require(delegation.raw.length)
  await storage.transaction(async (sql) => {
    for (const space of hosted) await storage.spaces.host(sql, space, nowMs)
    await storage.delegations.add(sql, delegation)
  })
  const after = new Set([...hosted, ...(await storage.spaces.hosted(spaces))])
  const activated = spaces.filter((space) => after.has(space))
  const skipped = spaces.filter((space) => !after.has(space))
  return Response.json({ cid: delegation.cid, activated, skipped })
}
