import { createHash } from 'node:crypto'
import { canonicalJson } from '@openkey/protocol/session'
import type { JsonValue } from '@openkey/protocol/siwe'

/** Returns SHA-256 of the canonical JSON of a value, in hexadecimal. The JSON of a string includes its quotes. */
export function hashJson(value: JsonValue): string {
  return hashBytes(new TextEncoder().encode(canonicalJson(value)))
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
