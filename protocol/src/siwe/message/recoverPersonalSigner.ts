import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { OpenKeyError } from '../../errors/openKeyError.ts'
import { type Address, type Hex, toChecksumAddress } from '../identifiers/address.ts'
import { hashPersonalMessage } from './hashPersonalMessage.ts'

/**
 * Recovers who signed `message` by `personal_sign` (EIP-191). Reads one form only, r ‖ s ‖ v in 65 bytes with v 27 or
 * 28 and the low s of EIP-2: a second signature of the same message cannot be made from the first.
 *
 * This file is the only one of its folder with elliptic curves in it, so that a page can load it late.
 * @throws {OpenKeyError} `signature_invalid`
 */
export function recoverPersonalSigner(message: string, signature: Hex): Address {
  if (!/^0x[0-9a-fA-F]{128}1[bcBC]$/.test(signature)) throw signatureInvalid()
  const bytes = hexToBytes(signature.slice(2))
  const publicKey = recoverPublicKey(hashPersonalMessage(message), bytes.subarray(0, 64), (bytes[64] ?? 0) - 27)
  return toChecksumAddress(`0x${bytesToHex(keccak_256(publicKey.subarray(1)).subarray(12))}`)
}

/** @returns The uncompressed key, 65 bytes. */
function recoverPublicKey(hash: Uint8Array, rs: Uint8Array, recovery: number): Uint8Array {
  try {
    const signature = secp256k1.Signature.fromBytes(rs, 'compact')
    if (signature.hasHighS()) throw new RangeError('s is in the upper half.')
    return signature.addRecoveryBit(recovery).recoverPublicKey(hash).toBytes(false)
  } catch (cause) {
    throw signatureInvalid(cause)
  }
}

function signatureInvalid(cause?: unknown): OpenKeyError<'signature_invalid'> {
  return new OpenKeyError('signature_invalid', 'Expected a signature of an Ethereum account.', { cause })
}
