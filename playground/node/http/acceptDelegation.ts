import { hostedSpaces } from '../authority/hostedSpaces.ts'
import { spacesOf } from '../authority/spacesOf.ts'
import { verifyDelegation } from '../authority/verifyDelegation.ts'
import type { Storage } from '../storage/openStorage.ts'

/**
 * `POST /delegate`: stores a verified delegation, hosts the space it asks for, and says of each space whether it is here.
 * The same delegation sent again is verified again and gets the answer of the moment.
 */
export function acceptDelegation(
  headers: Headers,
  {
    storage,
    peerId,
    nowMs,
  }: { readonly storage: Storage; readonly peerId: (space: string) => string; readonly nowMs: number },
): Response {
  const delegation = verifyDelegation(headers, { nowMs, find: storage.delegations.find })
  const spaces = spacesOf(delegation.capabilities)
  storage.transaction(() => {
    for (const space of hostedSpaces(delegation, peerId)) storage.spaces.host(space, nowMs)
    storage.delegations.add(delegation)
  })
  const activated = spaces.filter(storage.spaces.has)
  const skipped = spaces.filter((space) => !storage.spaces.has(space))
  return Response.json({ cid: delegation.cid, activated, skipped })
}
