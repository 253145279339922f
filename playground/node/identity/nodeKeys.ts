import { createPrivateKey, sign } from 'node:crypto'
import { blake3 } from '@noble/hashes/blake3.js'
import { createSessionKey } from '@openkey/protocol/session'

/** The keys of a node, all derived from its secret. */
export type NodeKeys = {
  /** DID of the node itself. */
  readonly nodeId: string
  /** DID that a hosting message for a space must name. */
  peerId(space: string): string
  /** Signs with the key of {@link nodeId}. @returns an Ed25519 signature of 64 bytes */
  sign(bytes: Uint8Array): Uint8Array
  /** AES-256 key that seals the private keys of encryption networks at rest. */
  readonly sealingKey: Uint8Array
}

const identityLabel = 'tinycloud/node/identity'

const sealingLabel = 'tinycloud/node/networks'

/**
 * Derives 32 bytes per purpose as blake3(secret ‖ label). The label of a space is its id, which no other label equals.
 */
export function createNodeKeys(secret: Uint8Array): NodeKeys {
  const derive = (label: string) => blake3(Uint8Array.from([...secret, ...new TextEncoder().encode(label)]))
  const keyOf = (label: string) => createSessionKey(() => derive(label))
  const identity = keyOf(identityLabel)
  const signingKey = createPrivateKey({ key: { ...identity.jwk }, format: 'jwk' })
  return {
    nodeId: identity.did,
    peerId: (space) => keyOf(space).did,
    sign: (bytes) => sign(null, bytes, signingKey),
    sealingKey: derive(sealingLabel),
  }
}
