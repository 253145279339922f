import { createInvocationFor, type Session } from '@openkey/protocol/session'
import type { InvokeOptions, NodeClient } from '../node-http/nodeClient.ts'

type InvokeInOptions = {
  readonly granted: Session
  readonly node: NodeClient
  readonly spaceId: string
  readonly now: number
}

/** Signs an invocation of one operation with the session key and sends it. */
export async function invokeIn(
  { granted, node, spaceId, now }: InvokeInOptions,
  { service, path, verb }: SpaceOperation,
  options?: InvokeOptions,
): Promise<Response> {
  const operation = { spaceId, service, path, ability: `tinycloud.${service}/${verb}` }
  return node.invoke(createInvocationFor(granted, operation, { now }), options)
}

/** One operation in a space. */
type SpaceOperation = {
  /** For example `kv`. */
  readonly service: string
  /** Percent-encoded path. */
  readonly path: string
  /** For example `get`. */
  readonly verb: string
}

/** Sends one operation to the node. Signs a new invocation for each, because the node accepts every invocation once. */
export type SpaceInvoker = (operation: SpaceOperation, options?: InvokeOptions) => Promise<Response>
