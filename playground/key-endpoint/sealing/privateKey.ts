import { createECDH } from 'node:crypto'
import { type Address, bytesToHex } from 'viem'
import { publicKeyToAddress } from 'viem/accounts'

/** Order of secp256k1 (SEC 2, 2.4.1). */
const curveOrder = Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex')

/**
 * The EIP-55 address of a private key. The key stays in its buffer: it is never made into text.
 * @throws {RangeError} unless the key is 32 bytes and a scalar from 1 to the order less 1
 */
export function addressOf(privateKey: Uint8Array): Address {
  const isInRange =
    privateKey.length === 32 && privateKey.some((byte) => byte !== 0) && Buffer.compare(privateKey, curveOrder) < 0
  if (!isInRange) throw new RangeError('A private key is 32 bytes and lies between 1 and the order of secp256k1.')
  const ecdh = createECDH('secp256k1')
  ecdh.setPrivateKey(privateKey)
  return publicKeyToAddress(bytesToHex(ecdh.getPublicKey()))
}
