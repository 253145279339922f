import { createPrivateKey, sign } from 'node:crypto'
import { blake3 } from '@noble/hashes/blake3.js'
import { createSessionKey } from '@openkey/protocol/session'

/** The DIDs a node answers to. The same secret always makes the same ones, so none is stored. */
export type NodeKeys = {
  /** DID of the node itself. */
  readonly nodeId: string
  /** DID that a message must name to have this node host a space. */
  peerId(space: string): string
  /** Signs as the node itself: Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
  /** 32 bytes under which the secrets of encryption networks are sealed at rest. */
  readonly sealingKey: Uint8Array
}

const identityLabel = 'tinycloud/node/identity'

const sealingLabel = 'tinycloud/node/networks'

/** Derives 32 bytes for each use as blake3(secret ‖ label). A space's label is its id, which no other label can be. */
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
