import { createECDH, randomBytes } from 'node:crypto'
import { type Address, bytesToHex } from 'viem'
import { publicKeyToAddress } from 'viem/accounts'

/** Order of secp256k1 (SEC 2, 2.4.1). */
const curveOrder = Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex')

/** Generates 32 random bytes. With a probability of 2⁻¹²⁷ they are not a valid key, and {@link addressOf} throws. */
export function generatePrivateKey(): Buffer {
  return randomBytes(32)
}

/**
 * Returns the EIP-55 address of a private key. The key is never converted to text.
 * @throws {RangeError} unless the key is 32 bytes, and a scalar between 1 and the order of secp256k1 minus 1
 */
export function addressOf(privateKey: Uint8Array): Address {
  assertPrivateKey(privateKey)
  const ecdh = createECDH('secp256k1')
  ecdh.setPrivateKey(privateKey)
  return publicKeyToAddress(bytesToHex(ecdh.getPublicKey()))
}

/** @throws {RangeError} unless the key is 32 bytes, and a scalar between 1 and the order of secp256k1 minus 1 */
export function assertPrivateKey(privateKey: Uint8Array): void {
  const isInRange =
    privateKey.length === 32 && privateKey.some((byte) => byte !== 0) && Buffer.compare(privateKey, curveOrder) < 0
  if (!isInRange) {
    throw new RangeError('Invalid private key: expected 32 bytes between 1 and the order of secp256k1 minus 1.')
  }
}
