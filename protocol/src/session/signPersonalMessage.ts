import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { hashPersonalMessage } from '../siwe/message/hashPersonalMessage.ts'
import { invalidParams } from './invalidParams.ts'

/**
 * EIP-191 `personal_sign` of a text: 65 bytes r ‖ s ‖ v, v 27 or 28, low s, nonce by RFC 6979, so that the same bytes
 * always get the same signature.
 * @param privateKey 32 bytes, secp256k1. The caller wipes it.
 * @throws {OpenKeyError} `invalid_params` for a key outside the curve's range
 */
export function signPersonalMessage(message: string, privateKey: Uint8Array): `0x${string}` {
  if (!secp256k1.utils.isValidSecretKey(privateKey)) {
    throw invalidParams('privateKey', 'A secp256k1 private key must be 32 bytes, between 1 and the order of the curve.')
  }
  const signature = secp256k1.sign(hashPersonalMessage(message), privateKey, { prehash: false, format: 'recovered' })
  const v = 27 + (signature[0] ?? 0)
  return `0x${bytesToHex(signature.subarray(1))}${v.toString(16)}`
}
