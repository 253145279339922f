import type { Result } from '../result.ts'

/** What can be stored: text, bytes, or anything JSON can hold. */
export type Storable = string | Uint8Array | JsonValue
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type StoredValue = {
  /** Parsed for `application/json` and other JSON types, text for the rest of `text/*`, bytes otherwise. */
  readonly data: Storable
  readonly contentType: string
  /** `"blake3-<64 hex>"`. */
  readonly etag: string | undefined
}

export type ValueHead = Omit<StoredValue, 'data'>

export type ListOptions = {
  /** Only keys that start so. @default '' */
  readonly prefix?: string
  /** 1…1000. The node's own default otherwise. */
  readonly limit?: number
  /** From the page before. */
  readonly cursor?: string
}

export type KeyPage = {
  /** Without the client's `kvPrefix`. */
  readonly keys: readonly string[]
  /** Present while there is more. */
  readonly cursor?: string
}

/** Only while the value is still the one with this etag. */
export type IfMatch = { readonly ifMatch: string }

/** What must be true of the stored value for a put to happen. */
export type PutCondition =
  | IfMatch
  /** Only while there is no value under the key. */
  | { readonly ifAbsent: true }

/**
 * Values of one space, by key. An expired session is an answer, not an exception. A condition that does not hold is
 * `precondition_failed`, and nothing is changed.
 */
export type KeyValueStore = {
  put(key: string, value: Storable, condition?: PutCondition): Promise<Result<{ readonly etag: string | undefined }>>
  /** `key_not_found` when there is none. */
  get(key: string): Promise<Result<StoredValue>>
  head(key: string): Promise<Result<ValueHead>>
  list(options?: ListOptions): Promise<Result<KeyPage>>
  delete(key: string, condition?: IfMatch): Promise<Result<null>>
}
