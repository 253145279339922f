import type { Capability } from '@openkey/protocol/siwe'
import { contains, exactScopeOf, overlaps, type Scope, scopeOf } from './scope.ts'

/**
 * Levels of protection, least first. `powerful` reaches no protected place but is more than everyday use:
 * administration, export, any command, another account's space, or something that OpenKey cannot judge.
 */
export const protections = ['ordinary', 'powerful', 'account', 'secrets'] as const

export type Protection = (typeof protections)[number]

export type ProtectedArea = Scope & { readonly protection: Protection }

/** The protected places, in any account. */
export const protectedAreas: readonly ProtectedArea[] = [
  { space: 'secrets', protection: 'secrets' },
  { service: 'kv', path: ['vault'], protection: 'secrets' },
  { service: 'kv', path: ['secrets'], protection: 'secrets' },
  { space: 'account', protection: 'account' },
]

/** Everyday use within protected places: updating the list of apps and spaces, and seeing what is granted. */
const routineUse: readonly (Scope & { readonly service: string; readonly actions: readonly string[] })[] = [
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
  ['tinycloud.delegation/revoke', 'powerful'],
])

/**
 * A capability is as protected as the most protected place that it reaches: a place that contains it, or one that it
 * contains. Everyday use is exempt from the protection of the place around it, but not of a place below it.
 */
export function protectionOf(capability: Capability, areas: readonly ProtectedArea[] = protectedAreas): Protection {
  const scope = scopeOf(capability)
  const isExempt = isRoutineUse(capability)
  const overlapping = areas.filter(
    (area) => scope !== undefined && overlaps(area, scope) && !(isExempt && !contains(scope, area)),
  )
  return highestProtection([
    powerful.get(capability.ability) ?? 'ordinary',
    ...overlapping.map(({ protection }) => protection),
  ])
}

function isRoutineUse(capability: Capability): boolean {
  const scope = exactScopeOf(capability)
  return routineUse.some(
    (use) =>
      scope !== undefined &&
      contains(use, scope) &&
      use.actions.some((action) => capability.ability === `tinycloud.${use.service}/${action}`),
  )
}

export function highestProtection(found: readonly Protection[]): Protection {
  return [...protections].reverse().find((protection) => found.includes(protection)) ?? 'ordinary'
}
