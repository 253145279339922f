import { capabilityCovers } from '@openkey/protocol/session'
import type { Capability } from '@openkey/protocol/siwe'
import { NodeError, type NodeErrorCode } from '../errors/nodeError.ts'
import { caveatsContained } from './caveatsContained.ts'

/**
 * Requires that one of the held capabilities covers the wanted one: its resource by path, its ability by name, alias or
 * implication, and its caveats.
 */
export function checkCovered(
  held: readonly Capability[],
  wanted: Capability,
  refusals: { readonly uncovered: NodeErrorCode; readonly caveats: NodeErrorCode; readonly detail: string },
): void {
  const covering = held.filter((capability) => capabilityCovers(capability, wanted))
  if (covering.length === 0) throw new NodeError(refusals.uncovered, refusals.detail)
  if (covering.some((capability) => caveatsContained(capability.caveats, wanted.caveats))) return
  throw new NodeError(refusals.caveats, refusals.detail)
}
