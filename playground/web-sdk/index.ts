export type { Clock } from './clock.ts'
export type {
  JsonValue,
  KeyPage,
  KeyValueStore,
  ListOptions,
  Storable,
  StoredValue,
  ValueHead,
} from './kv/keyValueStore.ts'
export type { Result } from './result.ts'
export type { ClientSession } from './session/clientSession.ts'
export type { PreparedSignIn } from './session/preparedSignIn.ts'
export type { RestoredSession } from './session/restoredSession.ts'
export type { Signer } from './signer.ts'
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
