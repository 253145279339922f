import { randomBytes } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { openSealed, seal } from './seal.ts'

/** Length of X25519 keys, public and private, in bytes. */
export const keyBytes = 32

/** Version byte of the format. */
const version = 0x01

/**
 * Wraps bytes for the holder of a public key, in the format of tinycloud-node and js-sdk: ephemeral X25519 public key
 * (32 bytes) ‖ `01` ‖ nonce (12) ‖ ciphertext ‖ tag (16), encrypted under the shared secret with AES-256-GCM.
 * @throws {Error} for a public key of low order
 */
export function wrapFor(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const ephemeral = Uint8Array.from(randomBytes(keyBytes))
  const shared = x25519.getSharedSecret(ephemeral, publicKey)
  try {
    return Buffer.concat([x25519.getPublicKey(ephemeral), Uint8Array.of(version), seal(shared, bytes)])
  } finally {
    ephemeral.fill(0)
    shared.fill(0)
  }
}

/** Inverse of {@link wrapFor}. @throws {Error} if the bytes were wrapped for another key or modified */
export function unwrapWith(privateKey: Uint8Array, wrapped: Uint8Array): Uint8Array {
  if (wrapped[keyBytes] !== version)
    throw new RangeError(`Unknown version of a wrapped key: ${wrapped[keyBytes]}, expected ${version}.`)
  const shared = x25519.getSharedSecret(privateKey, wrapped.subarray(0, keyBytes))
  try {
    return openSealed(shared, wrapped.subarray(keyBytes + 1))
  } finally {
    shared.fill(0)
  }
}
