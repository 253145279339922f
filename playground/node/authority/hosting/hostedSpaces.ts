import type { Capability } from '@openkey/protocol/siwe'
import type { Delegation } from '../delegation/delegation.ts'
import { rootOf } from '../rootOf.ts'
import { spacesOf } from '../spacesOf.ts'

/**
 * The spaces that a verified delegation asks this node to host: `tinycloud.space/host` on the bare `<space>/space`, given
 * by the space's owner to the peer DID this node has for it. Given to anyone else it hosts nothing here.
 */
export function hostedSpaces(
  { capabilities, delegator, delegatee }: Delegation,
  peerId: (space: string) => string,
): readonly string[] {
  const asksToHost = (capability: Capability) =>
    capability.ability === 'tinycloud.space/host' &&
    capability.service === 'space' &&
    capability.path === undefined &&
    rootOf(capability) === delegator
  return spacesOf(capabilities.filter(asksToHost)).filter((space) => peerId(space) === delegatee)
}
