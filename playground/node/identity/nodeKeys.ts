import { blake3 } from '@noble/hashes/blake3.js'
import { createSessionKey } from '@openkey/protocol/session'

/** The DIDs a node answers to. The same secret always makes the same ones, so none is stored. */
export type NodeKeys = {
  /** DID of the node itself. */
  readonly nodeId: string
  /** DID that a message must name to have this node host a space. */
  peerId(space: string): string
}

const identityLabel = 'tinycloud/node/identity'

/** Derives Ed25519 seeds as blake3(secret ‖ label): the node's label is fixed, a space's is its id. */
export function createNodeKeys(secret: Uint8Array): NodeKeys {
  const derive = (label: string) =>
    createSessionKey(() => blake3(Uint8Array.from([...secret, ...new TextEncoder().encode(label)]))).did
  return { nodeId: derive(identityLabel), peerId: derive }
}
