import { toBase64url } from '../../../domain/toBase64url.ts'
import type { ProofKey } from '../../../ports/sessionStore.ts'

export type ProofClaims = {
  readonly method: string
  readonly url: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The token that goes along. */
  readonly token?: string | undefined
  readonly nonce?: string | undefined
}

/** One DPoP proof, a compact JWS good for one request (RFC 9449, 4.2). */
export async function signProof(
  { publicKey, privateKey }: ProofKey,
  { method, url, now, token, nonce }: ProofClaims,
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: url.replace(/[?#].*$/, ''),
    iat: Math.floor(now / 1000),
    ...(nonce !== undefined && { nonce }),
    ...(token !== undefined && { ath: toBase64url(await crypto.subtle.digest('SHA-256', ascii(token))) }),
  }
  const signed = [header, claims].map((part) => toBase64url(ascii(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, ascii(signed))
  return `${signed}.${toBase64url(signature)}`
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
