import * as z from 'zod'
import type { Authority } from '../authority/invocation/invocation.ts'
import { readJson } from '../http/readJson.ts'
import { checkAdminInvocation } from './checkAdminInvocation.ts'
import { findNetwork } from './findNetwork.ts'
import type { NetworkContext } from './networkContext.ts'

/** Ends a network: its private key is forgotten, and what was encrypted for it stays closed. An absent body is `{}`. */
export function revokeNetwork(
  authority: Authority,
  { networkId, body }: { readonly networkId: string; readonly body: Uint8Array },
  context: NetworkContext,
): void {
  const { json } = readJson(body.length === 0 ? new TextEncoder().encode('{}') : body, z.strictObject({}))
  checkAdminInvocation(authority, { networkId, action: 'tinycloud.encryption/network.revoke', body: json }, context)
  context.networks.revoke(findNetwork(context.networks, networkId).id, authority.nowMs)
}
