import type { Abilities } from '@openkey/protocol/session'
import { fullAbilities } from './fullAbilities.ts'

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
