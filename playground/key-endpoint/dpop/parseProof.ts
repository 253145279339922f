import * as z from 'zod'
import { decodeBase64url } from './decodeBase64url.ts'

const maxProofLength = 4096
const coordinate = z.string().refine((text) => decodeBase64url(text)?.length === 32)

/** Exactly the public members: a proof that carries a private key is refused, as RFC 9449 4.3 demands. */
const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })

const header = z.looseObject({ typ: z.literal('dpop+jwt'), alg: z.literal('ES256'), jwk: publicJwk })
const claims = z.looseObject({
  jti: z.string().regex(/^[\x21-\x7e]{16,128}$/),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  nonce: z.string().optional(),
  ath: z.string().optional(),
})

/** Public key on P-256 as a JSON Web Key (RFC 7517). */
export type ProofKey = z.output<typeof publicJwk>

/** A DPoP proof JWT that has the right form (RFC 9449, 4.2). Nothing in it is verified. */
export type DpopProof = z.output<typeof claims> & {
  readonly jwk: ProofKey
  readonly signedText: string
  readonly signature: Buffer
}

/** `undefined` for whatever is not one well-formed proof signed by ES256, two proofs in one header included. */
export function parseProof(text: string): DpopProof | undefined {
  if (text.length > maxProofLength) return undefined
  const [head = '', body = '', tail = '', ...more] = text.split('.')
  const signature = decodeBase64url(tail)
  const parsedHeader = header.safeParse(parseJson(head))
  const parsedClaims = claims.safeParse(parseJson(body))
  if (more.length > 0 || signature?.length !== 64 || !parsedHeader.success || !parsedClaims.success) return undefined
  // Extensions that must be understood are not (RFC 7515, 4.1.11).
  if ('crit' in parsedHeader.data) return undefined
  return { ...parsedClaims.data, jwk: parsedHeader.data.jwk, signedText: `${head}.${body}`, signature }
}

function parseJson(part: string): unknown {
  try {
    return JSON.parse(decodeBase64url(part)?.toString() ?? '')
  } catch {
    return undefined
  }
}
