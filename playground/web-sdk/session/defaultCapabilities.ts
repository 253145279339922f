import type { Abilities } from '@openkey/protocol/session'
import { type Account, formatNetworkId, formatSpaceId } from '@openkey/protocol/siwe'

export type SignInCapabilities = {
  readonly spaceId: string
  /** Abilities in the primary space. */
  readonly abilities: Abilities
  /** Abilities in further spaces of the same account. */
  readonly spaceAbilities: Readonly<Record<string, Abilities>>
  /** Abilities on resources that are in no space. */
  readonly rawAbilities: Readonly<Record<string, readonly string[]>>
}

const kvVerbs = ['del', 'get', 'list', 'metadata', 'put']

/**
 * What an app holds after a plain sign-in: everything in its own space, the shared secrets, the account's registry,
 * and the account's own encryption network. Thirteen resources.
 */
export function defaultCapabilities(account: Account, spaceName: string): SignInCapabilities {
  const spaceId = (name: string) => formatSpaceId({ ...account, name })
  return {
    spaceId: spaceId(spaceName),
    abilities: {
      capabilities: { '': all('capabilities', ['read']) },
      duckdb: { '': all('duckdb', ['admin', 'describe', 'execute', 'export', 'import', 'read', 'write']) },
      hooks: { '': all('hooks', ['list', 'register', 'subscribe', 'unregister']) },
      kv: { '': all('kv', kvVerbs) },
      sql: { '': all('sql', ['admin', 'export', 'read', 'schema', 'write']) },
    },
    spaceAbilities: {
      [spaceId('account')]: {
        capabilities: { '': all('capabilities', ['read']) },
        delegation: { '': all('delegation', ['list']) },
        kv: {
          'applications/': all('kv', ['get', 'list', 'put']),
          'spaces/': all('kv', ['get', 'list', 'put']),
          'system/bootstrap/complete': all('kv', ['get', 'put']),
        },
        sql: { account: all('sql', ['read', 'schema', 'write']) },
      },
      [spaceId('secrets')]: { kv: { 'vault/secrets/': all('kv', kvVerbs) } },
    },
    rawAbilities: {
      [formatNetworkId({ ...account, name: 'default' })]: all('encryption', ['decrypt', 'network.create']),
    },
  }
}

function all(service: string, verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => `tinycloud.${service}/${verb}`)
}
