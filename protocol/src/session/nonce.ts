import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'

/** A source of `length` unpredictable bytes. A parameter everywhere, so that vectors can be reproduced. */
export type RandomBytes = (length: number) => Uint8Array

/** The platform's cryptographic generator. */
export const platformRandomBytes: RandomBytes = (length) => randomBytes(length)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Largest multiple of 62 a byte can hold; bytes from there on would favour the first letters. */
const unbiased = 248

/** A SIWE nonce of 17 alphanumeric characters, about 101 bits. EIP-4361 asks for at least 8. */
export function generateNonce(random: RandomBytes = platformRandomBytes): string {
  let nonce = ''
  while (nonce.length < 17) {
    for (const byte of random(24)) if (byte < unbiased && nonce.length < 17) nonce += alphabet[byte % alphabet.length]
  }
  return nonce
}

/**
 * A `nnc` of a UCAN: `urn:uuid:` and a version 4 UUID (RFC 9562 §5.4). `crypto.randomUUID` requires a secure context.
 */
export function generateUcanNonce(random: RandomBytes = platformRandomBytes): string {
  const bytes = random(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return `urn:uuid:${bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
}
