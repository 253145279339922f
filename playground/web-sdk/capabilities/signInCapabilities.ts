import type { Abilities } from '@openkey/protocol/session'

/** What one sign-in asks for. */
export type SignInCapabilities = {
  /** The primary space. */
  readonly spaceId: string
  /** Abilities in the primary space. */
  readonly abilities: Abilities
  /** Abilities in further spaces. */
  readonly spaceAbilities: Readonly<Record<string, Abilities>>
  /** Abilities on resources that are in no space. */
  readonly rawAbilities: Readonly<Record<string, readonly string[]>>
}

/** What every app holds in the account's own space, to list itself and the spaces it uses. */
export const accountRegistry: Abilities = {
  capabilities: { '': fullAbilities('capabilities', ['read']) },
  delegation: { '': fullAbilities('delegation', ['list']) },
  kv: {
    'applications/': fullAbilities('kv', ['get', 'list', 'put']),
    'spaces/': fullAbilities('kv', ['get', 'list', 'put']),
    'system/bootstrap/complete': fullAbilities('kv', ['get', 'put']),
  },
  sql: { account: fullAbilities('sql', ['read', 'schema', 'write']) },
}

/** Full names of a service's verbs: `tinycloud.kv/get`. A verb that is in full already stays so. */
export function fullAbilities(service: string, verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => (verb.includes('/') ? verb : `tinycloud.${service}/${verb}`))
}
