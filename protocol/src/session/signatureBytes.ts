import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { OpenKeyError } from '../errors/openKeyError.ts'
import type { Hex } from '../siwe/identifiers/address.ts'

/**
 * The 65 bytes r ‖ s ‖ v of an Ethereum signature. Only one spelling of each is accepted: v 27 or 28, s in the lower
 * half of the order (EIP-2), so that no second valid signature, and no second CID, can be derived from the first.
 * @throws {OpenKeyError} `signature_invalid`
 */
export function signatureBytes(signature: string): Uint8Array {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) throw refusal('A signature is 65 bytes in hexadecimal.')
  return checkSignature(hexToBytes(signature.slice(2)))
}

/** Inverse of {@link signatureBytes}, as strict. @throws {OpenKeyError} `signature_invalid` */
export function signatureHex(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(checkSignature(bytes))}`
}

function checkSignature(bytes: Uint8Array): Uint8Array {
  const v = bytes[64]
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) throw refusal('A signature is r, s and v, and v is 27 or 28.')
  const { r, s } = parseScalars(bytes.subarray(0, 64))
  if (new secp256k1.Signature(r, s).hasHighS()) throw refusal('The s of a signature is in the lower half of the order.')
  return bytes
}

function parseScalars(compact: Uint8Array): { r: bigint; s: bigint } {
  try {
    return secp256k1.Signature.fromBytes(compact, 'compact')
  } catch (cause) {
    throw refusal('The r and s of a signature lie between 1 and the order of the curve.', cause)
  }
}

function refusal(message: string, cause?: unknown): OpenKeyError<'signature_invalid'> {
  return new OpenKeyError('signature_invalid', message, { cause })
}
