import type { Capability } from '@openkey/protocol/siwe'
import { contains, exactReachOf, overlaps, type Reach, reachOf } from './scope.ts'

/**
 * Levels of protection, least first. `powerful` reaches no protected place but is more than everyday use: administration,
 * export, any command, another account's space, or something that OpenKey cannot judge.
 */
export const protections = ['ordinary', 'powerful', 'account', 'secrets'] as const

export type Protection = (typeof protections)[number]

export type ProtectedPlace = Reach & { readonly protection: Protection }

/** The protected places, in any account. */
export const protectedPlaces: readonly ProtectedPlace[] = [
  { space: 'secrets', protection: 'secrets' },
  { service: 'kv', path: ['vault'], protection: 'secrets' },
  { service: 'kv', path: ['secrets'], protection: 'secrets' },
  { space: 'account', protection: 'account' },
]

/** Everyday use within protected places: updating the list of apps and spaces, and seeing what is granted. */
const everyday: readonly (Reach & { readonly service: string; readonly actions: readonly string[] })[] = [
  ...[['applications'], ['spaces'], ['system', 'bootstrap', 'complete']].map((path) => ({
    space: 'account',
    service: 'kv',
    path,
    actions: ['list', 'metadata', 'get', 'put'],
  })),
  { space: 'account', service: 'sql', path: ['account'], actions: ['read', 'write', 'schema'] },
  { service: 'capabilities', actions: ['read'] },
  { service: 'delegation', actions: ['list', 'status'] },
]

/** Actions that are more than everyday use in every place. */
const powerful: ReadonlyMap<string, Protection> = new Map([
  ['tinycloud.sql/export', 'powerful'],
  ['tinycloud.sql/admin', 'powerful'],
  ['tinycloud.duckdb/import', 'powerful'],
  ['tinycloud.duckdb/export', 'powerful'],
  ['tinycloud.duckdb/execute', 'powerful'],
  ['tinycloud.duckdb/admin', 'powerful'],
  ['tinycloud.encryption/network.revoke', 'powerful'],
  ['tinycloud.encryption/decrypt', 'secrets'],
])

/**
 * A capability is as protected as the most protected place that it reaches: a place that contains it, or one that it
 * contains. Everyday use is exempt from the protection of the place around it, but not of a place below it.
 */
export function protectionOf(capability: Capability, places: readonly ProtectedPlace[] = protectedPlaces): Protection {
  const reach = reachOf(capability)
  const isExcused = isEverydayUse(capability)
  const reached = places.filter(
    (place) => reach !== undefined && overlaps(place, reach) && !(isExcused && !contains(reach, place)),
  )
  return mostProtected([powerful.get(capability.ability) ?? 'ordinary', ...reached.map(({ protection }) => protection)])
}

function isEverydayUse(capability: Capability): boolean {
  const reach = exactReachOf(capability)
  return everyday.some(
    (use) =>
      reach !== undefined &&
      contains(use, reach) &&
      use.actions.some((action) => capability.ability === `tinycloud.${use.service}/${action}`),
  )
}

export function mostProtected(found: readonly Protection[]): Protection {
  return [...protections].reverse().find((protection) => found.includes(protection)) ?? 'ordinary'
}
