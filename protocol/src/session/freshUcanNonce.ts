import { bytesToHex } from '@noble/hashes/utils.js'
import { platformRandomBytes, type RandomBytes } from './randomBytes.ts'

/** A `nnc` of a UCAN: `urn:uuid:` and a version 4 UUID (RFC 9562 §5.4). `crypto.randomUUID` wants a secure context. */
export function freshUcanNonce(random: RandomBytes = platformRandomBytes): string {
  const bytes = random(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return `urn:uuid:${bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
}
