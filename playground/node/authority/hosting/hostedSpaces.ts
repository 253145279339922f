import type { Capability } from '@openkey/protocol/siwe'
import type { Delegation } from '../delegation/delegation.ts'
import { ownerOf, spacesOf } from '../resources.ts'

/**
 * Returns the spaces that a verified delegation asks this node to host: `tinycloud.space/host` on `<space>/space`,
 * delegated by the space's owner to this node's peer DID for that space.
 */
export function hostedSpaces(
  { capabilities, delegator, delegatee }: Delegation,
  peerId: (space: string) => string,
): readonly string[] {
  const asksToHost = (capability: Capability) =>
    capability.ability === 'tinycloud.space/host' &&
    capability.service === 'space' &&
    capability.path === undefined &&
    ownerOf(capability) === delegator
  return spacesOf(capabilities.filter(asksToHost)).filter((space) => peerId(space) === delegatee)
}
