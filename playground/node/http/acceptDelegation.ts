import { verifyDelegation } from '../authority/delegation/verifyDelegation.ts'
import type { CheckHosting } from '../authority/hosting/createAllowlist.ts'
import { hostedSpaces } from '../authority/hosting/hostedSpaces.ts'
import { spacesOf } from '../authority/resources.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import type { Storage } from '../storage/openStorage.ts'

/**
 * Handles `POST /delegate`: stores a verified delegation, hosts the space it asks for, and reports which of its spaces are
 * hosted here. A stored delegation that is sent again is verified again.
 */
export async function acceptDelegation(
  headers: Headers,
  {
    storage,
    keys: { nodeId, peerId },
    checkHosting,
    nowMs,
  }: {
    readonly storage: Storage
    readonly keys: Pick<NodeKeys, 'nodeId' | 'peerId'>
    readonly checkHosting: CheckHosting
    readonly nowMs: number
  },
): Promise<Response> {
  const delegation = verifyDelegation(headers, { nowMs, find: storage.delegations.find, nodeId })
  const spaces = spacesOf(delegation.capabilities)
  const hosted = hostedSpaces(delegation, peerId)
  for (const space of hosted) if (!storage.spaces.has(space)) await checkHosting(space)
  storage.transaction(() => {
    for (const space of hosted) storage.spaces.host(space, nowMs)
    storage.delegations.add(delegation)
  })
  const activated = spaces.filter(storage.spaces.has)
  const skipped = spaces.filter((space) => !storage.spaces.has(space))
  return Response.json({ cid: delegation.cid, activated, skipped })
}
