import { createPublicKey, verify } from 'node:crypto'
import type { DpopProof } from './parseProof.ts'

/** Whether the key in the proof's header made its ES256 signature (RFC 7518, 3.4). A point off the curve is no key. */
export function isSignedByItsKey({ jwk, signedText, signature }: DpopProof): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    return verify('sha256', Buffer.from(signedText), { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}
