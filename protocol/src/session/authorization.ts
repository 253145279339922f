import { decodePaddedBase64url, encodePaddedBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { type Cacao, cacaoFromSiwe, decodeCacao, encodeCacao, maxCacaoBytes, verifyCacaoSignature } from './cacao.ts'
import { computeCid } from './cid.ts'
import { invalidParams } from './invalidParams.ts'
import { parseUcan, type Ucan } from './ucan.ts'

/** The header by which every request to a node is authorised. Its value has no scheme word. */
export type AuthorizationHeader = { readonly Authorization: string }

/** Content of the value `text`. `bytes` are what `cid` names: the CBOR of a CACAO, the ASCII of a JWT. */
export type Authorization = { readonly text: string; readonly bytes: Uint8Array; readonly cid: string } & (
  | { readonly type: 'cacao'; readonly cacao: Cacao }
  | { readonly type: 'ucan'; readonly ucan: Ucan }
)

/** Writes a CACAO as the value of the header: base64url with padding. */
export function encodeAuthorization(bytes: Uint8Array): string {
  return encodePaddedBase64url(bytes)
}

/**
 * Reads the value of the header. Only a JWT holds a dot. Signatures are not verified.
 * @throws {OpenKeyError} what `parseUcan` and `decodeCacao` throw; `invalid_params`, field `Authorization`
 */
export function decodeAuthorization(text: string): Authorization {
  if (text.includes('.')) {
    const ucan = parseUcan(text)
    const ascii = encodeUtf8(text)
    return { type: 'ucan', ucan, text, bytes: ascii, cid: computeCid(ascii) }
  }
  // Four characters hold three bytes.
  const bytes = text.length <= (maxCacaoBytes * 4) / 3 + 4 ? decodePaddedBase64url(text) : undefined
  if (bytes === undefined) throw invalidParams('Authorization', 'The header is not base64url with padding.')
  return { type: 'cacao', cacao: decodeCacao(bytes), text, bytes, cid: computeCid(bytes) }
}

/**
 * Turns a signed SIWE message into the header by which a node takes it as a delegation.
 * @throws {OpenKeyError} what `cacaoFromSiwe` throws; `signature_invalid` when another account signed
 */
export function siweToDelegationHeader({ siwe, signature }: { siwe: string; signature: string }): AuthorizationHeader {
  const cacao = cacaoFromSiwe(siwe, signature)
  verifyCacaoSignature(cacao)
  return { Authorization: encodeAuthorization(encodeCacao(cacao)) }
}
