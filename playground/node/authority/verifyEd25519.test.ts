import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyEd25519 } from './verifyEd25519.ts'

type Verify = typeof verifyEd25519

/** The check that clients use. */
const verifyInJavaScript: Verify = (publicKey, message, signature) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

const seed = new Uint8Array(32).fill(7)
const publicKey = ed25519.getPublicKey(seed)
const message = Buffer.from('message')
const signature = ed25519.sign(message, seed)
const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** Encodes an integer in 32 bytes, little-endian. */
function encode(value: bigint): Uint8Array {
  return Uint8Array.from(fromHex(value.toString(16).padStart(64, '0'))).reverse()
}

function decode(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

/** A signature that a key of small order accepts for some message: `R` is the neutral element, `s` is 0. */
const forAnything = Uint8Array.from([1, ...new Uint8Array(63)])
const messages = Array.from({ length: 32 }, (_, index) => Uint8Array.of(index))

describe.each([
  ['verifyEd25519', verifyEd25519],
  ['ed25519.verify of @noble/curves', verifyInJavaScript],
])('%s', (_, verify) => {
  test('accepts exactly what the key signed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array(), fc.nat(511), (key, text, bit) => {
        const own = ed25519.getPublicKey(key)
        const signed = ed25519.sign(text, key)
        expect(verify(own, text, signed)).toBe(true)
        signed[bit >> 3] = (signed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(verify(own, text, signed)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  test('rejects a second spelling of a signature', () => {
    const s = decode(signature.subarray(32))
    expect(verify(publicKey, message, signature)).toBe(true)
    expect(verify(publicKey, message, Uint8Array.from([...signature.subarray(0, 32), ...encode(s + order)]))).toBe(
      false,
    )
  })

  test.each([
    ['0', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['1', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['−1', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['a point of order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['another point of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['its negative', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['1, with the other sign', '0100000000000000000000000000000000000000000000000000000000000080'],
    ['p + 1', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['p', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ])('rejects every signature by the key %s', (_, key) => {
    expect(messages.filter((text) => verify(fromHex(key), text, forAnything))).toEqual([])
  })

  test('rejects keys and signatures of another length', () => {
    expect(verify(publicKey.subarray(1), message, signature)).toBe(false)
    expect(verify(publicKey, message, signature.subarray(1))).toBe(false)
  })
})
