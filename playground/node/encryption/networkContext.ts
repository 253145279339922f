import type { NodeKeys } from '../identity/nodeKeys.ts'
import type { NetworkStore } from '../storage/networkStore.ts'

/** What work with encryption networks needs. */
export type NetworkContext = { readonly networks: NetworkStore; readonly keys: NodeKeys }
