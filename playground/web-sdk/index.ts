export type { WallClock as Clock } from '@openkey/protocol'
export type { CapabilityRequest, Manifest, Permission } from './capabilities/manifest.ts'
export type { DelegatedAccess } from './delegation/delegatedAccess.ts'
export type { DelegateToSession, DelegateToUser } from './delegation/delegator.ts'
export type { PortableDelegation } from './delegation/portableDelegation.ts'
export type {
  IfMatch,
  JsonValue,
  KeyPage,
  KeyValueStore,
  ListOptions,
  PutCondition,
  Storable,
  StoredValue,
  ValueHead,
} from './kv/keyValueStore.ts'
export type { NetworkDescriptor } from './node-http/networkDescriptor.ts'
export type { Result } from './result.ts'
export type { ClientSession } from './session/clientSession.ts'
export type { PreparedSignIn } from './session/preparedSignIn.ts'
export type { RestoredSession } from './session/restoredSession.ts'
export type { Signer } from './signer.ts'
export type { SpaceAccess } from './space/spaceAccess.ts'
export type {
  SqlChange,
  SqlDatabase,
  SqlDatabases,
  SqlExecuteOptions,
  SqlParameter,
  SqlQueryOptions,
  SqlRows,
  SqlStatement,
  SqlValue,
} from './sql/sqlDatabase.ts'
export { BrowserSessionStorage, type BrowserSessionStorageOptions } from './storage/browserSessionStorage.ts'
export { MemorySessionStorage } from './storage/memorySessionStorage.ts'
export type { SessionStorage } from './storage/sessionStorage.ts'
export {
  TinyCloudError,
  type TinyCloudErrorCode,
  type TinyCloudErrorDetails,
  type TinyCloudErrorOptions,
} from './tinyCloudError.ts'
export { TinyCloudWeb } from './tinyCloudWeb.ts'
export type { TinyCloudWebOptions } from './tinyCloudWebOptions.ts'
