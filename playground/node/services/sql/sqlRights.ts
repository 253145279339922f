import type { Capability } from '@openkey/protocol/siwe'
import type { SqlRights } from './engine/sqlJob.ts'

const nothing: SqlRights = { read: false, write: false, define: false, pragma: false }

/** Abilities in the order in which one of several counts, and what each allows. */
const rightsByAbility: readonly (readonly [ability: string, rights: SqlRights])[] = [
  ['tinycloud.sql/write', { read: true, write: true, define: true, pragma: false }],
  ['tinycloud.sql/schema', { ...nothing, define: true }],
  ['tinycloud.sql/admin', { ...nothing, define: true, pragma: true }],
  ['tinycloud.sql/*', { read: true, write: true, define: true, pragma: true }],
  ['tinycloud.sql/read', { ...nothing, read: true }],
  ['tinycloud.sql/select', { ...nothing, read: true }],
]

/** The abilities this service knows. */
export const sqlAbilities: ReadonlySet<string> = new Set(rightsByAbility.map(([ability]) => ability))

/** The capability that counts among those of one request, with its rights. */
export function effectiveRights(capabilities: readonly Capability[]) {
  for (const [ability, rights] of rightsByAbility) {
    const capability = capabilities.find((held) => held.ability === ability)
    if (capability) return { capability, rights }
  }
  return undefined
}
