import { type Account, formatNetworkId, formatSpaceId } from '@openkey/protocol/siwe'
import type { SignInCapabilities } from './signInCapabilities.ts'
import { accountRegistry, fullAbilities } from './signInCapabilities.ts'

const kvVerbs = ['del', 'get', 'list', 'metadata', 'put']

/**
 * Returns the default capabilities of a sign-in: everything in the app's space, the shared secrets, the account
 * registry and the account's own encryption network. Thirteen resources.
 */
export function defaultCapabilities(account: Account, spaceName: string): SignInCapabilities {
  const spaceId = (name: string) => formatSpaceId({ ...account, name })
  return {
    spaceId: spaceId(spaceName),
    abilities: {
      capabilities: { '': fullAbilities('capabilities', ['read']) },
      duckdb: {
        '': fullAbilities('duckdb', ['admin', 'describe', 'execute', 'export', 'import', 'read', 'write']),
      },
      hooks: { '': fullAbilities('hooks', ['list', 'register', 'subscribe', 'unregister']) },
      kv: { '': fullAbilities('kv', kvVerbs) },
      sql: { '': fullAbilities('sql', ['admin', 'export', 'read', 'schema', 'write']) },
    },
    spaceAbilities: {
      [spaceId('account')]: accountRegistry,
      [spaceId('secrets')]: { kv: { 'vault/secrets/': fullAbilities('kv', kvVerbs) } },
    },
    rawAbilities: {
      [formatNetworkId({ ...account, name: 'default' })]: fullAbilities('encryption', ['decrypt', 'network.create']),
    },
  }
}
