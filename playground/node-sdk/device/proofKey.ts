import * as oauth from 'oauth4webapi'
import * as z from 'zod'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const member = z.string().regex(/^[\w-]{43}$/)

export const proofKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: member,
  y: member,
  d: member,
})

/** Private key of a program, as a JWK. The program's token works only with proofs by this key (RFC 9449). */
export type ProofKey = z.output<typeof proofKeySchema>

export async function createProofKey(): Promise<ProofKey> {
  const { privateKey } = await oauth.generateKeyPair('ES256', { extractable: true })
  return proofKeySchema.parse(await crypto.subtle.exportKey('jwk', privateKey))
}

/** Signs a proof for each request, with the nonce of the last response. */
export async function createProofs({ d, ...publicJwk }: ProofKey): Promise<oauth.DPoPHandle> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...publicJwk, d }, algorithm, false, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']),
  ])
  return oauth.DPoP({}, { privateKey, publicKey })
}

/** Sends a request, and once more with the nonce that the key endpoint asks for (RFC 9449, 8). */
export async function withNonce<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send()
  } catch (error) {
    if (oauth.isDPoPNonceError(error)) return send()
    throw error
  }
}
