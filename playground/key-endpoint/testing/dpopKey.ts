import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { publicUrl } from './testEndpoint.ts'

/** The request that a proof is for, and values that replace the correct ones. */
export type ProofOptions = {
  readonly method: string
  readonly path: string
  readonly nonce?: string | undefined
  /** Session token of the request. */
  readonly bearer?: string
  /** Seconds since 1970. @default now */
  readonly iat?: number
  readonly header?: object
  readonly claims?: object
}

export type DpopKey = {
  readonly jwk: { readonly kty?: string; readonly crv?: string; readonly x?: string; readonly y?: string }
  /** Includes the private members, which must never be sent. */
  readonly privateJwk: object
  readonly prove: (options: ProofOptions) => string
}

/** Creates a key that signs proofs like a browser (RFC 9449, 4.2). */
export function createDpopKey(): DpopKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  const jwk = { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }), ...(y && { y }) }

  return {
    jwk,
    privateJwk: privateKey.export({ format: 'jwk' }),
    prove({ method, path, nonce, bearer, iat = Date.now() / 1000, header, claims }) {
      const text = [
        { typ: 'dpop+jwt', alg: 'ES256', jwk, ...header },
        {
          jti: randomUUID(),
          htm: method,
          htu: publicUrl + path.replace(/\?.*/, ''),
          iat: Math.floor(iat),
          ...(nonce !== undefined && { nonce }),
          ...(bearer !== undefined && { ath: createHash('sha256').update(bearer).digest('base64url') }),
          ...claims,
        },
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${text}.${signature.toString('base64url')}`
    },
  }
}
