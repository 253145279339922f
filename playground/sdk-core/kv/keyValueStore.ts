import type { Result } from '../result.ts'

/** A value that can be stored: text, bytes or JSON. */
export type Storable = string | Uint8Array | JsonValue
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type StoredValue = {
  /** Parsed for `application/json` and other JSON types; text for other `text/*` types; bytes otherwise. */
  readonly data: Storable
  readonly contentType: string
  /** `"blake3-<64 hex>"`. */
  readonly etag: string | undefined
}

export type ValueHead = Omit<StoredValue, 'data'>

export type ListOptions = {
  /** Returns only keys with this prefix. @default '' */
  readonly prefix?: string
  /** Maximum number of keys, 1 to 1000. @default the node's own limit */
  readonly limit?: number
  /** `cursor` of the previous page. */
  readonly cursor?: string
}

export type KeyPage = {
  /** Without the client's `kvPrefix`. */
  readonly keys: readonly string[]
  /** Present if there are more keys. */
  readonly cursor?: string
}

/** Requires that the stored value has this ETag. */
export type IfMatch = { readonly ifMatch: string }

/** A condition on the stored value for `put`. */
export type PutCondition =
  | IfMatch
  /** Requires that there is no value under the key. */
  | { readonly ifAbsent: true }

/**
 * The values of one space, by key. Methods resolve to a {@link Result} and do not throw. If a condition is not met, the
 * error is `precondition_failed` and nothing is changed.
 */
export type KeyValueStore = {
  put(key: string, value: Storable, condition?: PutCondition): Promise<Result<{ readonly etag: string | undefined }>>
  /** Fails with `key_not_found` if there is no value. */
  get(key: string): Promise<Result<StoredValue>>
  head(key: string): Promise<Result<ValueHead>>
  list(options?: ListOptions): Promise<Result<KeyPage>>
  delete(key: string, condition?: IfMatch): Promise<Result<null>>
}
