import { isDeepStrictEqual } from 'node:util'
import type { Caveat } from '@openkey/protocol/siwe'

/**
 * Whether a child is at least as limited as its parent. The caveats of a list are alternatives: each of the child's must
 * repeat every member of one of the parent's, and may add more.
 */
export function caveatsContained(parent: readonly Caveat[], child: readonly Caveat[]): boolean {
  return child.length > 0 && child.every((limits) => parent.some((wider) => repeats(limits, wider)))
}

function repeats(limits: Caveat, wider: Caveat): boolean {
  return Object.entries(wider).every(
    ([name, value]) => Object.hasOwn(limits, name) && isDeepStrictEqual(limits[name], value),
  )
}
