import { ed25519 } from '@noble/curves/ed25519.js'
import { encodeBase64url } from '../encoding/base64url.ts'
import { keyDid, keyDidUrl } from '../siwe/identifiers/keyDid.ts'
import { invalidParams } from './invalidParams.ts'
import { jwkSeed, type PrivateJwk, parsePrivateJwk } from './jwk.ts'
import { platformRandomBytes, type RandomBytes } from './nonce.ts'

/** The Ed25519 key an app holds for one session. It signs invocations; it is never given to the widget. */
export type SessionKey = {
  readonly jwk: PrivateJwk
  /** `did:key:z…` */
  readonly did: string
  /** `did:key:z…#z…`, the verification method. */
  readonly didUrl: string
}

/** Makes a fresh session key. Its JWK carries `kid` `default` and `alg` `EdDSA`. */
export function createSessionKey(random: RandomBytes = platformRandomBytes): SessionKey {
  const seed = random(32)
  const publicKey = ed25519.getPublicKey(seed)
  const [d, x] = [encodeBase64url(seed), encodeBase64url(publicKey)]
  return {
    jwk: { kty: 'OKP', crv: 'Ed25519', x, d, kid: 'default', alg: 'EdDSA' },
    did: keyDid(publicKey),
    didUrl: keyDidUrl(publicKey),
  }
}

/**
 * Reads a stored session key. The public half must belong to the private one.
 * @throws {OpenKeyError} `invalid_params`, field `jwk`
 */
export function sessionKeyFromJwk(value: unknown): SessionKey {
  const jwk = parsePrivateJwk(value)
  const publicKey = ed25519.getPublicKey(jwkSeed(jwk))
  if (encodeBase64url(publicKey) !== jwk.x) {
    throw invalidParams('jwk', 'The public key does not match the private key.')
  }
  return { jwk, did: keyDid(publicKey), didUrl: keyDidUrl(publicKey) }
}
