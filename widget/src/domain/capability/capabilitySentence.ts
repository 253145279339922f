import type { DisplayText } from '../sanitizeForDisplay.ts'

/** Access to stored entries. `browse` is names and details without contents; `read` includes it. */
export type DataAccess = 'browse' | 'read' | 'write' | 'delete'

export type DatabaseAccess = 'read' | 'write' | 'schema' | 'import' | 'export' | 'execute' | 'admin'

/** `subscribe`: receive notifications of changes. `manage`: decide who receives them. */
export type HookAccess = 'subscribe' | 'manage'

/** A service that stores data. */
export type StorageService = 'data' | 'sql' | 'duckdb'

export type EncryptionAccess = 'decrypt' | 'create' | 'revoke'

/** `read`: see which delegations there are. `revoke`: end them. */
export type DelegationAccess = 'read' | 'revoke'

/**
 * The meaning of a grant, as data: the catalogue of the UI puts it into words. Lists of access are never empty, free of
 * repetition and in the order in which their type names them.
 */
export type CapabilitySentence =
  /** Entries of a key-value store; all of them without a path. */
  | { readonly id: 'data'; readonly access: readonly DataAccess[]; readonly path?: DisplayText | undefined }
  /** Every action of these services of a space, on everything that they store. */
  | { readonly id: 'everything'; readonly stores: readonly StorageService[] }
  /** Stored secrets; all of them without a path. */
  | { readonly id: 'secrets'; readonly access: readonly DataAccess[]; readonly path?: DisplayText | undefined }
  /** The list of stored secrets, without their values. */
  | { readonly id: 'secretCatalogue'; readonly access: readonly DatabaseAccess[] }
  /** The account's own register of apps and spaces. */
  | { readonly id: 'account'; readonly access: readonly ('read' | 'write')[] }
  /** One database, or all of them without a name. */
  | {
      readonly id: 'database'
      readonly engine: 'sql' | 'duckdb'
      readonly access: readonly DatabaseAccess[]
      readonly name?: DisplayText | undefined
    }
  /** Notifications about changed data. */
  | { readonly id: 'hooks'; readonly access: readonly HookAccess[]; readonly path?: DisplayText | undefined }
  /** See what it has been allowed to do. */
  | { readonly id: 'permissions' }
  /** See who else has access, and take it away. */
  | { readonly id: 'connections'; readonly access: readonly DelegationAccess[] }
  /** See or revoke one delegation. */
  | { readonly id: 'delegation'; readonly access: readonly DelegationAccess[]; readonly cid: DisplayText }
  /** `permissions` and reading `connections`. */
  | { readonly id: 'permissionsAndConnections' }
  | { readonly id: 'encryption'; readonly access: readonly EncryptionAccess[] }
  /** Let a node keep a space. */
  | { readonly id: 'hosting' }
  /** A capability that no other sentence describes exactly, shown verbatim. */
  | {
      readonly id: 'literal'
      readonly abilities: readonly DisplayText[]
      readonly resource: DisplayText
      /** Whether it is a known action under an alias or under conditions, which a node may honour. */
      readonly isRecognised: boolean
      /** Conditions as JSON, of which one must hold. One without limits comes first. Empty if there are none. */
      readonly caveats: readonly DisplayText[]
    }
