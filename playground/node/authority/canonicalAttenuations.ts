import type { Attenuations } from '@openkey/protocol/session'
import { NodeError } from '../errors/nodeError.ts'
import { canonicalResource } from './canonicalResource.ts'

/**
 * The same capabilities with every resource in its one spelling. Two spellings of one resource in the same token are
 * refused: which caveats hold for it would depend on their order.
 */
export function canonicalAttenuations(att: Attenuations): Attenuations {
  const entries = Object.entries(att).map(([resource, abilities]) => [canonicalResource(resource), abilities] as const)
  const canonical: Attenuations = Object.assign(Object.create(null), Object.fromEntries(entries))
  if (Object.keys(canonical).length < entries.length) throw new NodeError('header_undecodable')
  return canonical
}
