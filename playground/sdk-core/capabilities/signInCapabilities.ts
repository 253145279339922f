import type { Abilities } from '@openkey/protocol/session'

/** The capabilities that a sign-in requests. */
export type SignInCapabilities = {
  /** The primary space. */
  readonly spaceId: string
  /** Abilities in the primary space. */
  readonly abilities: Abilities
  /** Abilities in other spaces. */
  readonly spaceAbilities: Readonly<Record<string, Abilities>>
  /** Abilities on resources outside of spaces, such as encryption networks. */
  readonly rawAbilities: Readonly<Record<string, readonly string[]>>
}

/**
 * Capabilities that every app requests in the space named `account`, where it registers itself and the spaces it uses.
 */
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

/** Returns fully qualified abilities, such as `tinycloud.kv/get`. Keeps those that are qualified already. */
export function fullAbilities(service: string, verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => (verb.includes('/') ? verb : `tinycloud.${service}/${verb}`))
}
