import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/**
 * Verifies an Ed25519 signature (RFC 8032) with OpenSSL, ten times as fast as JavaScript. OpenSSL rejects an `s`
 * outside its range and a non-canonical `R`; this adds what it accepts: keys of small order, whose holder can sign
 * everything, and second spellings of a key.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64 || !isStrictKey(publicKey)) return false
  return verify(null, message, keyOf(publicKey), signature)
}

/** Remembers the last thousand keys, because reading one takes a tenth of the time of a verification. */
const keys = new LRUCache<string, KeyObject>({ max: 1_000 })

function keyOf(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url')
  const known = keys.get(x)
  if (known !== undefined) return known
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  keys.set(x, key)
  return key
}

/** The `y` coordinates of the eight points of small order, in little-endian hexadecimal. */
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

/** Requires a `y` below the field's prime, 2^255 − 19, and not of small order. The highest bit is the sign of `x`. */
function isStrictKey(publicKey: Uint8Array): boolean {
  const y = Buffer.from(publicKey)
  y[31] = (y[31] ?? 0) & 0x7f
  const isBelowPrime = y[31] < 0x7f || y.subarray(1, 31).some((byte) => byte !== 0xff) || (y[0] ?? 0) < 0xed
  return isBelowPrime && !smallOrder.has(y.toString('hex'))
}
