import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'

/** The ids of the spaces that capabilities are about, each once, in their order. */
export function spacesOf(capabilities: readonly Capability[]): readonly string[] {
  return [...new Set(capabilities.flatMap(({ space }) => (space ? [formatSpaceId(space)] : [])))]
}
