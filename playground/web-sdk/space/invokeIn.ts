import { createInvocationFor, type Session } from '@openkey/protocol/session'
import type { InvokeOptions, NodeClient } from '../node-http/nodeClient.ts'

type InvokeInOptions = {
  readonly granted: Session
  readonly node: NodeClient
  readonly spaceId: string
  readonly now: number
}

/** Signs one operation with the session key and sends it. */
export async function invokeIn(
  { granted, node, spaceId, now }: InvokeInOptions,
  { service, path, verb }: SpaceOperation,
  options?: InvokeOptions,
): Promise<Response> {
  const operation = { spaceId, service, path, ability: `tinycloud.${service}/${verb}` }
  return node.invoke(createInvocationFor(granted, operation, { now }), options)
}

/** One operation inside a space. */
type SpaceOperation = {
  /** Short name, for example `kv`. */
  readonly service: string
  /** Already encoded for a URI path. */
  readonly path: string
  /** Short name, for example `get`. */
  readonly verb: string
}

/** Sends one operation to the node of a space, with a fresh invocation each: the node takes every one only once. */
export type SpaceInvoker = (operation: SpaceOperation, options?: InvokeOptions) => Promise<Response>
