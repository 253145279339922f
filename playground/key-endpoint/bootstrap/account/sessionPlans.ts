import type { SpaceName } from './spaceNames.ts'

/** Service → path → verbs, all short. The path `''` is the whole service. */
export type Plan = { readonly [service: string]: { readonly [path: string]: readonly string[] } }

/** What a session may do in its own space. */
export type SessionPlan = {
  readonly own: Plan
  /** What it may do in the space `account` besides. */
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

/** One session a space. The default one alone holds the path of the completion marker. */
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
