import { canonicalJson } from '@openkey/protocol/session'
import type { JsonValue } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { canonicalResource } from '../authority/canonicalResource.ts'
import type { AuthorizedInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { requireNoCaveats } from '../authority/requireNoCaveats.ts'
import { NodeError } from '../errors/nodeError.ts'
import { readJson } from '../http/readBody.ts'
import { hashBytes, hashJson } from './hashJson.ts'
import { algorithm, keyVersion } from './networkDescriptor.ts'
import type { NetworkContext } from './networkRequest.ts'
import { consumeNonce, findNetwork } from './networkRequest.ts'
import { openSealed } from './seal.ts'
import { keyBytes, unwrapWith, wrapFor } from './wrapKey.ts'

const requestType = 'tinycloud.encryption.decrypt/v1'

/** Canonical base64 with padding (RFC 4648, section 4). */
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
 * Unwraps a key that was wrapped for a network and wraps it for its receiver. The checks run in this order:
 *
 * 1. the body parses, and the only fact of the invocation has every field;
 * 2. both name this node and the network, and the only capability is decryption with the network, without caveats;
 * 3. the network exists, is not revoked, and has the algorithm and key version that both name;
 * 4. both contain the hashes of the two keys, and the fact contains the hash of the body;
 * 5. the invoker has not used the nonce before;
 * 6. the key can be unwrapped.
 *
 * @throws {NodeError}
 */
export async function decryptKey(
  { invocation }: AuthorizedInvocation,
  { networkId, body }: { readonly networkId: string; readonly body: Uint8Array },
  { networks, keys }: NetworkContext,
): Promise<JsonValue> {
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
  requireNoCaveats(capability)

  const { sealedKey } = await findNetwork(networks, networkId)
  if (sealedKey === undefined) throw new NodeError('network_revoked')
  const encryptedSymmetricKeyHash = hashJson(request.encryptedSymmetricKey.text)
  const receiverPublicKeyHash = hashJson(request.receiverPublicKey.text)
  for (const claimed of [request, fact]) {
    if (claimed.alg !== algorithm || claimed.keyVersion !== keyVersion) throw new NodeError('network_mismatch', 'alg')
    if (claimed.encryptedSymmetricKeyHash !== encryptedSymmetricKeyHash) {
      throw new NodeError('network_mismatch', 'encryptedSymmetricKeyHash')
    }
    if (claimed.receiverPublicKeyHash !== receiverPublicKeyHash) {
      throw new NodeError('network_mismatch', 'receiverPublicKeyHash')
    }
  }
  const bodyHash = hashJson(json)
  if (fact.bodyHash !== bodyHash) throw new NodeError('network_mismatch', 'bodyHash')
  await consumeNonce(invocation, networks)

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
