import { encodeBase64url } from '../encoding/base64url.ts'
import { canonicalJson } from '../encoding/canonicalJson.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import type { UcanHeader, UcanPayload } from './ucan.ts'

/**
 * The one text of a header and payload: names sorted, no spaces, absent members left out.
 * @throws {RangeError} for what has no canonical JSON: a lone surrogate, `NaN`, deep nesting
 */
export function ucanSigningInput({ jwk, ...header }: UcanHeader, { fct, nbf, nnc, ...payload }: UcanPayload): string {
  const { alg, crv, kid, kty, x } = jwk
  const key = { ...(alg !== undefined && { alg }), crv, ...(kid !== undefined && { kid }), kty, x }
  const optional = {
    ...(fct !== undefined && { fct }),
    ...(nbf !== undefined && { nbf }),
    ...(nnc !== undefined && { nnc }),
  }
  return [
    { ...header, jwk: key },
    { ...payload, ...optional },
  ]
    .map((part) => encodeBase64url(encodeUtf8(canonicalJson(part))))
    .join('.')
}
