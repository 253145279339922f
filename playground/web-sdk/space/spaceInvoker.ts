import type { InvokeOptions } from '../node-http/nodeClient.ts'

/** One operation inside a space. */
export type SpaceOperation = {
  /** Short name, for example `kv`. */
  readonly service: string
  /** Already encoded for a URI path. */
  readonly path: string
  /** Short name, for example `get`. */
  readonly verb: string
}

/** Sends one operation to the node of a space, with a fresh invocation each: the node takes every one only once. */
export type SpaceInvoker = (operation: SpaceOperation, options?: InvokeOptions) => Promise<Response>
