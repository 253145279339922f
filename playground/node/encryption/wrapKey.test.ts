import { randomBytes } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { opensslKeyPair, opensslPrivateKey, opensslUnwrap, opensslWrap } from '../testing/opensslWrap.ts'
import { seal } from './seal.ts'
import { unwrapWith, wrapFor } from './wrapKey.ts'

/** Created by another implementation: 32 bytes of 0xab, wrapped for the private key of 32 bytes of 0x42. */
const vector = Buffer.from(
  [
    'f13fef3efa9598a2a23fc756bf688fe8bbd7f6cf9528bbaef3b4442688f0ab',
    '3101000102030405060708090a0b7de2a9a9743aee16b2d10be1c0fe55aa1a',
    'faf28d0eb71a0393f1553f0d3fc1e50318149b9d5afbeb32897146c0ad489d',
  ].join(''),
  'hex',
)
const vectorKey = new Uint8Array(32).fill(0x42)
const vectorSecret = Buffer.alloc(32, 0xab)
const secret = Buffer.from(randomBytes(32))

describe('wrapFor', () => {
  test('is opened by another implementation', () => {
    const { privateKey, publicKey } = opensslKeyPair()
    expect(opensslUnwrap(privateKey, wrapFor(publicKey, secret))).toEqual(secret)
  })

  test('returns key (32) ‖ version ‖ nonce (12) ‖ ciphertext ‖ tag (16), different each time', () => {
    const { publicKey } = opensslKeyPair()
    const [one, other] = [wrapFor(publicKey, secret), wrapFor(publicKey, secret)]
    expect([one.length, one[32]]).toEqual([32 + 1 + 12 + 32 + 16, 1])
    expect(Buffer.compare(one.subarray(0, 32), other.subarray(0, 32))).not.toBe(0)
    expect(Buffer.compare(one.subarray(33, 45), other.subarray(33, 45))).not.toBe(0)
  })

  test('rejects a public key of low order', () => {
    expect(() => wrapFor(new Uint8Array(32), secret)).toThrow()
  })
})

describe('unwrapWith', () => {
  test('opens what another implementation wrapped', () => {
    const { secretKey, publicKey } = x25519.keygen()
    expect(unwrapWith(secretKey, opensslWrap(publicKey, secret))).toEqual(secret)
  })

  test('opens the test vector, as the other implementation does', () => {
    expect(unwrapWith(vectorKey, vector)).toEqual(vectorSecret)
    expect(opensslUnwrap(opensslPrivateKey(vectorKey), vector)).toEqual(vectorSecret)
  })

  test('rejects the test vector with any byte changed or truncated anywhere', () => {
    for (const index of vector.keys()) {
      const changed = Buffer.from(vector)
      changed[index] = (changed[index] ?? 0) ^ (index === 31 ? 0x01 : 0x80)
      expect(() => unwrapWith(vectorKey, changed)).toThrow()
      expect(() => unwrapWith(vectorKey, vector.subarray(0, index))).toThrow()
    }
  })

  test('rejects another version, no version, and bytes that are not wrapped', () => {
    const { secretKey, publicKey } = x25519.keygen()
    const ephemeral = x25519.keygen()
    const sealed = seal(x25519.getSharedSecret(ephemeral.secretKey, publicKey), secret)
    const starting = (...parts: readonly Uint8Array[]) => Buffer.concat([ephemeral.publicKey, ...parts])
    expect(unwrapWith(secretKey, starting(Uint8Array.of(1), sealed))).toEqual(secret)
    for (const bytes of [starting(Uint8Array.of(2), sealed), starting(Uint8Array.of(0), sealed), starting(secret)]) {
      expect(() => unwrapWith(secretKey, bytes)).toThrow()
    }
  })
})
