import { createHash } from 'node:crypto'
import type { ProofKey } from './parseProof.ts'

/** SHA-256 over the key's required members in lexical order, base64url (RFC 7638). */
export function jwkThumbprint({ crv, kty, x, y }: ProofKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}
