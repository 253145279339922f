import { decodeBase64url } from '@openkey/protocol/session'
import { calculateJwkThumbprint, compactVerify, EmbeddedJWK } from 'jose'
import * as z from 'zod'

const maxProofLength = 4096
const coordinate = z.string().refine((text) => decodeBase64url(text)?.length === 32)

/** A strict object, because a proof must not contain a private key (RFC 9449, 4.3). */
const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })

/** Rejects every `crit`, because no extension is supported (RFC 7515, 4.1.11). */
const header = z.looseObject({
  typ: z.literal('dpop+jwt'),
  alg: z.literal('ES256'),
  jwk: publicJwk,
  crit: z.undefined().optional(),
})
const claims = z.looseObject({
  jti: z.string().regex(/^[\x21-\x7e]{16,128}$/),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  nonce: z.string().optional(),
  ath: z.string().optional(),
})

/** The claims of a DPoP proof (RFC 9449, 4.2) whose signature is valid. */
export type DpopProof = z.output<typeof claims> & {
  /** Thumbprint of the key that signed the proof (RFC 7638). */
  readonly thumbprint: string
}

/**
 * Verifies the format of a DPoP proof and its ES256 signature by the key in its header. The caller checks the claims.
 * @param text value of the `DPoP` header
 * @returns `undefined` for anything but one valid proof
 */
export async function verifyProof(text: string): Promise<DpopProof | undefined> {
  if (text.length > maxProofLength || !isCompactJws(text)) return undefined
  try {
    const { protectedHeader, payload } = await compactVerify(text, EmbeddedJWK, { algorithms: ['ES256'] })
    const { jwk } = header.parse(protectedHeader)
    const proof = claims.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)))
    return { ...proof, thumbprint: await calculateJwkThumbprint(jwk) }
  } catch {
    return undefined
  }
}

/** Three parts in canonical base64url: a decoder may ignore padding, white space and surplus bits. */
function isCompactJws(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 3 && parts.every((part) => decodeBase64url(part) !== undefined)
}
