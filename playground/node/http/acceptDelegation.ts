import { verifyDelegation } from '../authority/delegation/verifyDelegation.ts'
import type { AdmitSpace } from '../authority/hosting/createAllowlist.ts'
import { hostedSpaces } from '../authority/hosting/hostedSpaces.ts'
import { spacesOf } from '../authority/spacesOf.ts'
import type { NodeKeys } from '../identity/nodeKeys.ts'
import type { Storage } from '../storage/openStorage.ts'

/**
 * `POST /delegate`: stores a verified delegation, hosts the space it asks for, and says of each space whether it is here.
 * The same delegation sent again is verified again and gets the answer of the moment.
 */
export async function acceptDelegation(
  headers: Headers,
  {
    storage,
    keys: { nodeId, peerId },
    admitSpace,
    nowMs,
  }: {
    readonly storage: Storage
    readonly keys: Pick<NodeKeys, 'nodeId' | 'peerId'>
    readonly admitSpace: AdmitSpace
    readonly nowMs: number
  },
): Promise<Response> {
  const delegation = verifyDelegation(headers, { nowMs, find: storage.delegations.find, nodeId })
  const spaces = spacesOf(delegation.capabilities)
  const hosted = hostedSpaces(delegation, peerId)
  for (const space of hosted) if (!storage.spaces.has(space)) await admitSpace(space)
  storage.transaction(() => {
    for (const space of hosted) storage.spaces.host(space, nowMs)
    storage.delegations.add(delegation)
  })
  const activated = spaces.filter(storage.spaces.has)
  const skipped = spaces.filter((space) => !storage.spaces.has(space))
  return Response.json({ cid: delegation.cid, activated, skipped })
}
