import { randomBytes } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { principalDid } from '@openkey/protocol/session'
import { formatNetworkId, parsePkhDid } from '@openkey/protocol/siwe'
import * as z from 'zod'
import type { Authority } from '../authority/invocation/invocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import { readJson } from '../http/readJson.ts'
import { checkAdminInvocation } from './checkAdminInvocation.ts'
import type { NetworkContext } from './networkContext.ts'
import { networkDescriptor } from './networkDescriptor.ts'
import { readNetworkId } from './readNetworkId.ts'
import { seal } from './seal.ts'
import { keyBytes } from './wrapKey.ts'

/** This node alone holds a network's key, so one of one is the only threshold. */
const bodySchema = z.strictObject({
  name: z.string(),
  ownerDid: z.string(),
  threshold: z.strictObject({ n: z.literal(1), t: z.literal(1) }).optional(),
})

/** Makes the key of a new network and keeps it sealed. @returns its descriptor */
export function createNetwork(authority: Authority, body: Uint8Array, context: NetworkContext) {
  const { networks, keys } = context
  const { json, value } = readJson(body, bodySchema)
  const { networkId, ownerDid } = networkOf(value)
  checkAdminInvocation(authority, { networkId, action: 'tinycloud.encryption/network.create', body: json }, context)

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
    if (!networks.add(network)) throw new NodeError('network_exists')
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
    throw new NodeError('request_malformed', 'not the JSON that is wanted here', { cause })
  }
}
