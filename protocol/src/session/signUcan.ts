import { ed25519 } from '@noble/curves/ed25519.js'
import { encodeBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { invalidParams } from './invalidParams.ts'
import { jwkSeed, type PrivateJwk, publicJwk } from './jwk.ts'
import { parseUcan } from './parseUcan.ts'
import type { UcanHeader, UcanPayload } from './ucan.ts'
import { ucanSigningInput } from './ucanSigningInput.ts'

/**
 * Signs a payload with a session key: `<header>.<payload>.<signature>`, each in base64url without padding.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function signUcan(payload: UcanPayload, jwk: PrivateJwk): string {
  const input = signingInput({ alg: 'EdDSA', jwk: publicJwk(jwk), typ: 'JWT', ucv: '0.10.0' }, payload)
  const text = `${input}.${encodeBase64url(ed25519.sign(encodeUtf8(input), jwkSeed(jwk)))}`
  // What every receiver would refuse is refused here, where the caller can still see why.
  parseUcan(text)
  return text
}

function signingInput(header: UcanHeader, payload: UcanPayload): string {
  try {
    return ucanSigningInput(header, payload)
  } catch (cause) {
    throw invalidParams('ucan', 'The token holds something that has no canonical JSON.', cause)
  }
}
