import { blake3 } from '@noble/hashes/blake3.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { base32 } from 'multiformats/bases/base32'
import { base58btc } from 'multiformats/bases/base58'
import { invalidParams } from './invalidParams.ts'

/** CIDv1, codec raw (0x55), multihash blake3-256 (0x1e) of 32 bytes. */
const prefix = Uint8Array.of(0x01, 0x55, 0x1e, 0x20)
const cidBytes = prefix.length + 32

/**
 * Content identifier of a delegation or invocation: CIDv1 raw blake3-256 in lower-case base32 (`bafkr4i…`).
 * `bytes` are the CBOR of a CACAO or the ASCII of a JWT, exactly as received.
 */
export function computeCid(bytes: Uint8Array): string {
  return base32.encode(concatBytes(prefix, blake3(bytes)))
}

/** Tests for a CID in the form that {@link computeCid} returns. */
export function isCid(text: string): boolean {
  // 36 bytes make 58 base32 characters, and the multibase letter.
  return /^bafkr4i[a-z2-7]{52}$/.test(text) && base32.encode(decodeOrEmpty(base32, text)) === text
}

/**
 * The same identifier as a ReCap lists it in `prf`: base58btc multibase (`z…`).
 * @throws {OpenKeyError} `invalid_params` when `cid` is not one of {@link computeCid}
 */
export function proofFromCid(cid: string): string {
  if (!isCid(cid)) throw invalidParams('cid', 'The ID of a delegation must be a CIDv1 in base32: raw, BLAKE3-256.')
  return base58btc.encode(base32.decode(cid))
}

/**
 * Inverse of {@link proofFromCid}.
 * @throws {OpenKeyError} `invalid_params`
 */
export function cidFromProof(proof: string): string {
  const bytes = proof.length <= 64 ? decodeOrEmpty(base58btc, proof) : new Uint8Array()
  const isOurs = bytes.length === cidBytes && prefix.every((byte, index) => bytes[index] === byte)
  if (!isOurs || base58btc.encode(bytes) !== proof) {
    throw invalidParams('prf', 'A proof must be a CIDv1 in base58btc: raw, BLAKE3-256.')
  }
  return base32.encode(bytes)
}

function decodeOrEmpty(base: { decode(text: string): Uint8Array }, text: string): Uint8Array {
  try {
    return base.decode(text)
  } catch {
    return new Uint8Array()
  }
}
