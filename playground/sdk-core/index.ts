export type { Narrowing, RemovedCapability, WallClock as Clock } from '@openkey/protocol'
export type { CapabilityRequest, Manifest, Permission } from './capabilities/manifest.ts'
export type { DelegateToSession, DelegateToUser } from './delegation/createDelegator.ts'
export type { DelegatedAccess } from './delegation/openAccess.ts'
export type { PortableDelegation } from './delegation/portableDelegation.ts'
export type { Share, ShareOptions } from './delegation/shareLink.ts'
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
export type { NetworkDescriptor } from './node-http/nodeResponses.ts'
export type { Result } from './result.ts'
export type { AfterSignInHook } from './session/afterSignIn.ts'
export type { ClientEvent } from './session/clientEvent.ts'
export type { ClientSession } from './session/completeSignIn.ts'
export type { PrepareOptions, SignInOptions } from './session/createAuthorization.ts'
export type { PreparedSignIn } from './session/prepareSignIn.ts'
export type { RestoredSession } from './session/restoreSession.ts'
export type { SignDecision, SignPurpose, SignRequest, SignStrategy } from './session/signStrategy.ts'
export type { Signer } from './signer.ts'
export type { SpaceAccess } from './space/createSpaces.ts'
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
export { MemorySessionStorage, type SessionStorage } from './storage/sessionStorage.ts'
export type { TinyCloudClientOptions } from './tinyCloudClientOptions.ts'
export {
  TinyCloudError,
  type TinyCloudErrorCode,
  type TinyCloudErrorDetails,
  type TinyCloudErrorOptions,
} from './tinyCloudError.ts'
