import type { Content } from '../staging.ts'

/** Large values, one immutable object each. An object is stored before a row names it. */
export type Blocks = {
  /** Stores an object durably under a name that was never used. A staged file may be moved. */
  write(name: string, content: Content): Promise<void>
  /**
   * Opens an object. The caller reads the stream to its end or cancels it.
   * @throws {Error} if the object is missing or has another size
   */
  open(name: string, size: number): Promise<ReadableStream<Uint8Array>>
  /** Removes an object. Idempotent. */
  remove(name: string): Promise<void>
  /** Lists all objects, with the time at which they were stored. */
  list(): AsyncIterable<{ readonly name: string; readonly storedAtMs: number }>
}

/** Reports an object whose row says something else. */
export function damaged(size: number, cause?: unknown): Error {
  return new Error(`The stored value of ${size} bytes is damaged.`, { cause })
}
