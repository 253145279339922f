import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SealBinding, seal, unseal } from './seal.ts'

const secret = Buffer.alloc(32, 7)
const binding: SealBinding = { context: Buffer.alloc(32, 1), id: 'key-1', subject: '0xabc' }

describe('seal', () => {
  test('opens with the same secret and binding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (plaintext) => {
        expect(new Uint8Array(unseal(secret, binding, seal(secret, binding, plaintext)))).toEqual(plaintext)
      }),
    )
  })

  test('returns different bytes each time: IV, tag and ciphertext', () => {
    const plaintext = randomBytes(32)
    const [first, second] = [seal(secret, binding, plaintext), seal(secret, binding, plaintext)]
    expect(first).not.toEqual(second)
    expect(first).toHaveLength(12 + 16 + 32)
    expect(first.includes(plaintext)).toBe(false)
  })

  test('opens bytes that an earlier version has sealed', () => {
    const sealed = Buffer.from('2X32x6ecouf2tN5YYomzELxVNsSmD2IOON5UVVa3nwv7q223tZSGX9E', 'base64url')
    const stored = { context: Buffer.alloc(32, 2), id: 'row', subject: '0xabc' }
    expect(unseal(Buffer.alloc(32, 1), stored, sealed).toString()).toBe('a private key')
  })

  test('rejects every single changed bit', () => {
    const sealed = seal(secret, binding, Buffer.alloc(32, 9))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => unseal(secret, binding, changed)).toThrow()
    }
  })

  test('rejects every truncation', () => {
    const sealed = seal(secret, binding, Buffer.alloc(32, 9))
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(secret, binding, sealed.subarray(0, length))).toThrow()
    }
  })

  test.each<[string, SealBinding]>([
    ['context', { ...binding, context: Buffer.alloc(32, 2) }],
    ['id', { ...binding, id: 'key-2' }],
    ['subject', { ...binding, subject: '0xabd' }],
    ['division between id and subject', { ...binding, id: 'key-10', subject: 'xabc' }],
  ])('rejects another %s', (_, other) => {
    const sealed = seal(secret, binding, Buffer.alloc(32, 9))
    expect(() => unseal(secret, other, sealed)).toThrow()
  })

  test('rejects another secret', () => {
    const sealed = seal(secret, binding, Buffer.alloc(32, 9))
    expect(() => unseal(Buffer.alloc(32, 8), binding, sealed)).toThrow()
  })

  test.each([0, 31, 33])('rejects a context of %i bytes', (length) => {
    expect(() => seal(secret, { ...binding, context: Buffer.alloc(length) }, Buffer.alloc(32))).toThrow(RangeError)
  })
})
