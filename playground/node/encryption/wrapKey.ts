import { randomBytes } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { openSealed, seal } from './seal.ts'

/** Length of X25519 keys, public and private, in bytes. */
export const keyBytes = 32

/** Stands before what is sealed, and names the way it is. */
const version = 0x01

/**
 * Wraps bytes for the holder of a public key, as tinycloud-node and js-sdk do: a fresh X25519 public key (32) ‖ `01` ‖
 * the bytes sealed under the shared secret (nonce 12 ‖ ciphertext ‖ tag 16).
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

/** Inverse of {@link wrapFor}. @throws {Error} when the bytes were not wrapped for this key, or were changed */
export function unwrapWith(privateKey: Uint8Array, wrapped: Uint8Array): Uint8Array {
  if (wrapped[keyBytes] !== version) throw new RangeError('The bytes are not wrapped in a way that is known here.')
  const shared = x25519.getSharedSecret(privateKey, wrapped.subarray(0, keyBytes))
  try {
    return openSealed(shared, wrapped.subarray(keyBytes + 1))
  } finally {
    shared.fill(0)
  }
}
