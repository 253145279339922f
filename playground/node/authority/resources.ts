import { isCid } from '@openkey/protocol/session'
import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'

/** Returns the owner's DID of the space or encryption network that a capability names. */
export function ownerOf({ space, network }: Capability): string | undefined {
  return space?.did ?? network?.did
}

/** Returns the ids of the spaces that capabilities name, without duplicates. */
export function spacesOf(capabilities: readonly Capability[]): readonly string[] {
  return [...new Set(capabilities.flatMap(({ space }) => (space ? [formatSpaceId(space)] : [])))]
}

const prefix = 'urn:cid:'

/** Returns the resource that names a delegation. */
export function cidResource(cid: string): string {
  return prefix + cid
}

/** Returns the CID in a resource made by {@link cidResource}, or `undefined`. */
export function readCidResource(resource: string): string | undefined {
  const cid = resource.slice(prefix.length)
  return resource.startsWith(prefix) && isCid(cid) ? cid : undefined
}
