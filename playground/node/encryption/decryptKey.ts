import { canonicalJson } from '@openkey/protocol/session'
import type { JsonValue } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { canonicalResource } from '../authority/canonicalResource.ts'
import type { Authority } from '../authority/invocation/invocation.ts'
import { requireUnlimited } from '../authority/requireUnlimited.ts'
import { NodeError } from '../errors/nodeError.ts'
import { readJson } from '../http/readJson.ts'
import { claimNonce } from './claimNonce.ts'
import { findNetwork } from './findNetwork.ts'
import { hashBytes, hashJson } from './hashJson.ts'
import type { NetworkContext } from './networkContext.ts'
import { algorithm, keyVersion } from './networkDescriptor.ts'
import { openSealed } from './seal.ts'
import { keyBytes, unwrapWith, wrapFor } from './wrapKey.ts'

const requestType = 'tinycloud.encryption.decrypt/v1'

/** Standard base64 with padding, in its one spelling. */
const base64 = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) context.addIssue('not base64')
  return { text, bytes: Uint8Array.from(bytes) }
})

const claims = {
  type: z.literal(requestType),
  targetNode: z.string(),
  networkId: z.string(),
  alg: z.string(),
  keyVersion: z.int(),
  encryptedSymmetricKeyHash: z.string(),
  receiverPublicKeyHash: z.string(),
}
const bodySchema = z.strictObject({ ...claims, encryptedSymmetricKey: base64, receiverPublicKey: base64 })
const factSchema = z.strictObject({ ...claims, bodyHash: z.string() })

/**
 * Opens a key that was wrapped for a network and wraps it for its receiver. In this order:
 *
 * 1. the body parses, and the one fact of the invocation has all its members;
 * 2. both name this node and the network, and the one capability is its decryption;
 * 3. the network is here and not revoked, and has the algorithm and key version both name;
 * 4. both name the hashes of the two keys, and the fact that of the body;
 * 5. the sender has not used this nonce before;
 * 6. the key opens.
 */
export function decryptKey(
  { invocation, nowMs }: Authority,
  { networkId, body }: { readonly networkId: string; readonly body: Uint8Array },
  { networks, keys }: NetworkContext,
): JsonValue {
  const { json, value: request } = readJson(body, bodySchema)
  const { data } = z.tuple([factSchema]).safeParse(invocation.facts)
  const [fact] = data ?? []
  if (fact === undefined) throw new NodeError('network_mismatch', 'facts')

  for (const { targetNode, networkId: named } of [fact, request]) {
    if (targetNode !== keys.nodeId) throw new NodeError('network_mismatch', 'targetNode')
    if (canonicalResource(named) !== networkId) throw new NodeError('network_mismatch', 'networkId')
  }
  const [capability, ...others] = invocation.capabilities
  const isDecryption = capability?.ability === 'tinycloud.encryption/decrypt' && capability.resource === networkId
  if (!isDecryption || others.length > 0) throw new NodeError('network_mismatch', 'capability')
  requireUnlimited(capability)

  const { sealedKey } = findNetwork(networks, networkId)
  if (sealedKey === undefined) throw new NodeError('network_revoked')
  const encryptedSymmetricKeyHash = hashJson(request.encryptedSymmetricKey.text)
  const receiverPublicKeyHash = hashJson(request.receiverPublicKey.text)
  for (const said of [request, fact]) {
    if (said.alg !== algorithm || said.keyVersion !== keyVersion) throw new NodeError('network_mismatch', 'alg')
    if (said.encryptedSymmetricKeyHash !== encryptedSymmetricKeyHash) {
      throw new NodeError('network_mismatch', 'encryptedSymmetricKeyHash')
    }
    if (said.receiverPublicKeyHash !== receiverPublicKeyHash) {
      throw new NodeError('network_mismatch', 'receiverPublicKeyHash')
    }
  }
  const bodyHash = hashJson(json)
  if (fact.bodyHash !== bodyHash) throw new NodeError('network_mismatch', 'bodyHash')
  claimNonce(invocation, { networks, nowMs })

  const privateKey = openSealed(keys.sealingKey, sealedKey, networkId)
  const wrappedKey = rewrap(privateKey, request.encryptedSymmetricKey.bytes, request.receiverPublicKey.bytes)
  const result = {
    type: 'tinycloud.encryption.decrypt-result/v1',
    targetNode: keys.nodeId,
    networkId,
    invocationCid: invocation.cid,
    encryptedSymmetricKeyHash,
    receiverPublicKeyHash,
    wrappedKey: Buffer.from(wrappedKey).toString('base64'),
    alg: algorithm,
    keyVersion,
    requestHash: hashBytes(new TextEncoder().encode(invocation.cid + bodyHash)),
    nodeId: keys.nodeId,
  }
  const signature = keys.sign(new TextEncoder().encode(canonicalJson(result)))
  return { ...result, nodeSignature: Buffer.from(signature).toString('base64') }
}

function rewrap(privateKey: Uint8Array, wrapped: Uint8Array, receiver: Uint8Array): Uint8Array {
  try {
    if (receiver.length !== keyBytes) throw new RangeError('An X25519 key has 32 bytes.')
    const symmetricKey = unwrapWith(privateKey, wrapped)
    try {
      return wrapFor(receiver, symmetricKey)
    } finally {
      symmetricKey.fill(0)
    }
  } catch (cause) {
    throw new NodeError('key_not_unwrapped', undefined, { cause })
  } finally {
    privateKey.fill(0)
  }
}
