import { ed25519 } from '@noble/curves/ed25519.js'
import { encodeBase64url } from '../encoding/base64url.ts'
import { canonicalJson } from '../encoding/canonicalJson.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { jwkSeed, type PrivateJwk, publicJwk } from './jwk.ts'
import type { UcanHeader, UcanPayload } from './ucan.ts'

/** Signs a payload with a session key: `<header>.<payload>.<signature>`, each in base64url without padding. */
export function signUcan(payload: UcanPayload, jwk: PrivateJwk): string {
  const input = ucanSigningInput({ alg: 'EdDSA', jwk: publicJwk(jwk), typ: 'JWT', ucv: '0.10.0' }, payload)
  return `${input}.${encodeBase64url(ed25519.sign(encodeUtf8(input), jwkSeed(jwk)))}`
}

/** The one text of a header and payload: names sorted, no spaces, absent members left out. */
export function ucanSigningInput({ jwk, ...header }: UcanHeader, { fct, nbf, ...payload }: UcanPayload): string {
  const { alg, crv, kid, kty, x } = jwk
  const key = { ...(alg !== undefined && { alg }), crv, ...(kid !== undefined && { kid }), kty, x }
  const optional = { ...(fct !== undefined && { fct }), ...(nbf !== undefined && { nbf }) }
  return [
    { ...header, jwk: key },
    { ...payload, ...optional },
  ]
    .map((part) => encodeBase64url(encodeUtf8(canonicalJson(part))))
    .join('.')
}
