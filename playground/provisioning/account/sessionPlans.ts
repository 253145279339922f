import type { SpaceName } from './account.ts'

/** Service → path → verbs, all abbreviated. The path `''` covers the whole service. */
export type Plan = { readonly [service: string]: { readonly [path: string]: readonly string[] } }

/** Abilities of a session in its own space. */
export type SessionPlan = {
  readonly own: Plan
  /** Additional abilities in the space `account`. */
  readonly inAccount?: Plan
  /** Verbs on the account's encryption network. */
  readonly network?: readonly string[]
}

const readCapabilities = { '': ['read'] }
const readAndWriteEverything: Plan = {
  kv: { '': ['get', 'put', 'del', 'list', 'metadata'] },
  sql: { '': ['read', 'write'] },
  capabilities: readCapabilities,
}
const registry = { 'applications/': ['get', 'put', 'list'], 'spaces/': ['get', 'put', 'list'] }
const accountIndex = { account: ['read', 'write', 'schema'] }

/** One session for each space. Only the default one may write the completion marker. */
export const sessionPlans: Readonly<Record<SpaceName, SessionPlan>> = {
  default: {
    own: readAndWriteEverything,
    inAccount: {
      kv: { ...registry, 'system/bootstrap/complete': ['get', 'put'] },
      delegation: { '': ['list'] },
      sql: accountIndex,
      capabilities: readCapabilities,
    },
  },
  applications: { own: readAndWriteEverything },
  account: { own: { kv: registry, sql: accountIndex, capabilities: readCapabilities }, network: ['network.create'] },
  secrets: {
    own: {
      kv: {
        'vault/secrets/': ['get'],
        variables: ['list', 'metadata'],
        'variables/': ['get', 'put', 'del', 'list', 'metadata'],
      },
      sql: { default: ['read', 'write', 'schema'] },
      capabilities: readCapabilities,
    },
  },
  public: { own: { kv: { '': ['get', 'list', 'metadata'] }, capabilities: readCapabilities } },
}
