import { abilityCovers } from './abilityCovers.ts'
import type { Capability } from './attenuations.ts'
import { resourceCovers } from './resourceCovers.ts'

/** Whether whoever holds `parent` may exercise or pass on `child`, caveats aside. */
export function capabilityCovers(parent: Capability, child: Capability): boolean {
  return abilityCovers(parent.ability, child.ability) && resourceCovers(parent.resource, child.resource)
}
