import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Entity tag of a value: `"blake3-<64 hex>"`, quotes included. */
export function etagOf(body: Uint8Array): string {
  return `"blake3-${bytesToHex(blake3(body))}"`
}

export function isEtag(text: string): boolean {
  return /^"blake3-[0-9a-f]{64}"$/.test(text)
}
