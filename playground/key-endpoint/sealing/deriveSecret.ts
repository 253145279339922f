import { hkdfSync } from 'node:crypto'

/**
 * 32 bytes for one purpose, by HKDF-SHA-256 (RFC 5869).
 * The purpose keeps uses apart, so that one derived secret says nothing about another.
 */
export function deriveSecret(secret: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32))
}
