import type { Capability } from '@openkey/protocol/siwe'
import type { SqlRights } from './engine/sqlJob.ts'

const nothing: SqlRights = { read: false, write: false, define: false, pragma: false }

/** Rights of each ability, in order of precedence if a token holds several. */
const rightsByAbility: readonly (readonly [ability: string, rights: SqlRights])[] = [
  ['tinycloud.sql/write', { read: true, write: true, define: true, pragma: false }],
  ['tinycloud.sql/schema', { ...nothing, define: true }],
  ['tinycloud.sql/admin', { ...nothing, define: true, pragma: true }],
  ['tinycloud.sql/*', { read: true, write: true, define: true, pragma: true }],
  ['tinycloud.sql/read', { ...nothing, read: true }],
  ['tinycloud.sql/select', { ...nothing, read: true }],
]

/** Every ability of this service. */
export const sqlAbilities: ReadonlySet<string> = new Set(rightsByAbility.map(([ability]) => ability))

/** Returns the capability with the highest precedence in a request, with its rights. */
export function effectiveRights(capabilities: readonly Capability[]) {
  for (const [ability, rights] of rightsByAbility) {
    const capability = capabilities.find((held) => held.ability === ability)
    if (capability) return { capability, rights }
  }
  return undefined
}
