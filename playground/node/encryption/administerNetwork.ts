import { randomBytes } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { principalDid } from '@openkey/protocol/session'
import { formatNetworkId, type JsonValue, parsePkhDid } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { canonicalResource } from '../authority/canonicalResource.ts'
import type { AuthorizedInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { requireNoCaveats } from '../authority/requireNoCaveats.ts'
import { NodeError } from '../errors/nodeError.ts'
import { readJson } from '../http/readBody.ts'
import { hashJson } from './hashJson.ts'
import { networkDescriptor } from './networkDescriptor.ts'
import { consumeNonce, findNetwork, type NetworkContext, readNetworkId } from './networkRequest.ts'
import { seal } from './seal.ts'
import { keyBytes } from './wrapKey.ts'

/** This node alone holds the key of a network, so the only possible threshold is one of one. */
const bodySchema = z.strictObject({
  name: z.string(),
  ownerDid: z.string(),
  threshold: z.strictObject({ n: z.literal(1), t: z.literal(1) }).optional(),
})

/**
 * Generates and seals the key of a new network.
 * @returns the descriptor of the network
 * @throws {NodeError}
 */
export async function createNetwork(authority: AuthorizedInvocation, body: Uint8Array, context: NetworkContext) {
  const { networks, keys } = context
  const { json, value } = readJson(body, bodySchema)
  const { networkId, ownerDid } = networkOf(value)
  await checkAdminInvocation(
    authority,
    { networkId, action: 'tinycloud.encryption/network.create', body: json },
    context,
  )

  const privateKey = Uint8Array.from(randomBytes(keyBytes))
  try {
    const network = {
      id: networkId,
      name: value.name,
      ownerDid,
      publicKey: x25519.getPublicKey(privateKey),
      sealedKey: seal(keys.sealingKey, privateKey, networkId),
      createdAtMs: authority.nowMs,
    }
    if (!(await networks.add(network))) throw new NodeError('network_exists')
    return networkDescriptor({ ...network, updatedAtMs: authority.nowMs }, keys.nodeId)
  } finally {
    privateKey.fill(0)
  }
}

function networkOf({ name, ownerDid: owner }: { readonly name: string; readonly ownerDid: string }) {
  try {
    const ownerDid = principalDid(owner)
    return { networkId: readNetworkId(formatNetworkId({ ...parsePkhDid(ownerDid), name })), ownerDid }
  } catch (cause) {
    throw new NodeError('request_malformed', 'the body is not the expected JSON', { cause })
  }
}

/**
 * Revokes a network by deleting its private key. What was encrypted for it can no longer be decrypted. An empty body
 * counts as `{}`.
 * @throws {NodeError}
 */
export async function revokeNetwork(
  authority: AuthorizedInvocation,
  { networkId, body }: { readonly networkId: string; readonly body: Uint8Array },
  context: NetworkContext,
): Promise<void> {
  const { json } = readJson(body.length === 0 ? new TextEncoder().encode('{}') : body, z.strictObject({}))
  await checkAdminInvocation(
    authority,
    { networkId, action: 'tinycloud.encryption/network.revoke', body: json },
    context,
  )
  const { id } = await findNetwork(context.networks, networkId)
  await context.networks.revoke(id, authority.nowMs)
}

const fact = z.strictObject({
  type: z.literal('tinycloud.encryption.network-admin/v1'),
  targetNode: z.string(),
  networkId: z.string(),
  bodyHash: z.string(),
  action: z.string(),
})

/**
 * Requires that an authorized invocation is for this action on this network. The checks run in this order:
 *
 * 1. its only fact names the type, this node, the network and the action;
 * 2. its only capability is the action on the network, without caveats;
 * 3. the fact contains the hash of the body;
 * 4. the invoker has not used the nonce before.
 */
async function checkAdminInvocation(
  { invocation }: AuthorizedInvocation,
  { networkId, action, body }: { readonly networkId: string; readonly action: string; readonly body: JsonValue },
  { networks, keys }: NetworkContext,
): Promise<void> {
  const { data } = z.tuple([fact]).safeParse(invocation.facts)
  const [claims] = data ?? []
  const isForNode = claims?.targetNode === keys.nodeId
  if (!isForNode || canonicalResource(claims.networkId) !== networkId || claims.action !== action) {
    throw new NodeError('network_mismatch', 'facts')
  }
  const [capability, ...others] = invocation.capabilities
  if (capability?.resource !== networkId || capability.ability !== action || others.length > 0) {
    throw new NodeError('network_mismatch', 'capability')
  }
  requireNoCaveats(capability)
  if (claims.bodyHash !== hashJson(body)) throw new NodeError('network_mismatch', 'bodyHash')
  await consumeNonce(invocation, networks)
}
