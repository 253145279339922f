import { canonicalJson } from '../encoding/canonicalJson.ts'
import type { Caveat } from '../siwe/recap.ts'

/**
 * Whether the limits of `child` are at least those of `parent`. A list holds alternatives, and an alternative limits by
 * each of its members; so every alternative of the child must repeat all members of one of the parent's. `{}` covers all.
 */
export function caveatsCover(parent: readonly Caveat[], child: readonly Caveat[]): boolean {
  return child.every((wanted) => parent.some((held) => repeats(wanted, held)))
}

function repeats(child: Caveat, parent: Caveat): boolean {
  return Object.entries(parent).every(([name, limit]) => {
    const own = Object.hasOwn(child, name) ? child[name] : undefined
    return own !== undefined && canonicalJson(own) === canonicalJson(limit)
  })
}
