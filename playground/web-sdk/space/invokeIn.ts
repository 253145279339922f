import { createInvocationFor, type Session } from '@openkey/protocol/session'
import type { InvokeOptions, NodeClient } from '../node-http/nodeClient.ts'
import type { SpaceOperation } from './spaceInvoker.ts'

export type InvokeInOptions = {
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
