import { ed25519 } from '@noble/curves/ed25519.js'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { jwkPublicKey } from './jwk.ts'
import type { Ucan } from './ucan.ts'

/** Whether the key in the header, which the parser has tied to the issuer, signed the received text (RFC 8032, strict). */
export function verifyUcanSignature({ header, signature, signingInput }: Ucan): boolean {
  return ed25519.verify(signature, encodeUtf8(signingInput), jwkPublicKey(header.jwk), { zip215: false })
}
