import { splitResource } from '../siwe/identifiers/resource.ts'
import { matchSpaceId } from '../siwe/identifiers/spaceId.ts'
import type { Capability } from './attenuations.ts'

/** Tests whether the holder of `parent` may exercise or delegate `child`. Caveats are not compared. */
export function capabilityCovers(parent: Capability, child: Capability): boolean {
  return abilityCovers(parent.ability, child.ability) && resourceCovers(parent.resource, child.resource)
}

/** Two names of one ability. */
const aliases = new Map([
  ['tinycloud.kv/delete', 'tinycloud.kv/del'],
  ['tinycloud.sql/select', 'tinycloud.sql/read'],
  ['tinycloud.duckdb/select', 'tinycloud.duckdb/read'],
])

/** The only services with a wildcard: elsewhere `*` is a name like any other and covers nothing but itself. */
const wildcards = new Set(['tinycloud.sql/*', 'tinycloud.duckdb/*'])

/** Returns the name that stands for all names of an ability. */
export function mainAbility(ability: string): string {
  return aliases.get(ability) ?? ability
}

/** Returns the main names of all abilities that include `ability` (`tinycloud.kv/get`) on the same resource. */
export function coveringAbilities(ability: string): readonly string[] {
  const wanted = mainAbility(ability)
  const wildcard = `${wanted.slice(0, wanted.indexOf('/') + 1)}*`
  return [
    wanted,
    ...(wildcards.has(wildcard) && wildcard !== wanted ? [wildcard] : []),
    ...(wanted === 'tinycloud.sql/schema' ? ['tinycloud.sql/admin'] : []),
  ]
}

/** Tests whether the full ability `parent` (`tinycloud.kv/get`) includes `child` on the same resource. */
export function abilityCovers(parent: string, child: string): boolean {
  return coveringAbilities(child).includes(mainAbility(parent))
}

/**
 * Tests whether a capability on `parent` covers the resource `child`: the same text, or the same space, service, query
 * and fragment and a path below. Networks and other URNs have nothing below them.
 */
export function resourceCovers(parent: string, child: string): boolean {
  if (parent === child) return true
  const [held, wanted] = [splitResource(parent), splitResource(child)]
  if (held === undefined || wanted === undefined) return false
  const isSameService =
    held.spaceId === wanted.spaceId &&
    held.service === wanted.service &&
    held.query === wanted.query &&
    held.fragment === wanted.fragment
  // A space id has one spelling, so equal strings are equal spaces. The hash that proves a valid space id is computed
  // last, because a node compares every capability of a request with every one of a delegation.
  return isSameService && pathCovers(held.path, wanted.path) && matchSpaceId(held.spaceId) !== undefined
}

/**
 * A parent without path covers its whole service. Any other covers itself and what follows a slash: `a` covers `a/b`
 * and not `ab`; `a/` covers `a/b` and not `a`.
 */
function pathCovers(parent: string | undefined, child: string | undefined): boolean {
  if (parent === undefined) return true
  if (child === undefined || !child.startsWith(parent)) return false
  return parent.endsWith('/') || child.length === parent.length || child.charAt(parent.length) === '/'
}
