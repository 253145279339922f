import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SealBinding, seal, unseal } from './seal.ts'

const secret = Buffer.alloc(32, 7)
const place: SealBinding = { context: Buffer.alloc(32, 1), id: 'key-1', subject: '0xabc' }

describe('seal', () => {
  test('opens with the same secret and binding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (plaintext) => {
        expect(new Uint8Array(unseal(secret, place, seal(secret, place, plaintext)))).toEqual(plaintext)
      }),
    )
  })

  test('returns different bytes each time: IV, tag and ciphertext', () => {
    const plaintext = randomBytes(32)
    const [first, second] = [seal(secret, place, plaintext), seal(secret, place, plaintext)]
    expect(first).not.toEqual(second)
    expect(first).toHaveLength(12 + 16 + 32)
    expect(first.includes(plaintext)).toBe(false)
  })

  test('rejects every single changed bit', () => {
    const sealed = seal(secret, place, Buffer.alloc(32, 9))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const bent = Buffer.from(sealed)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => unseal(secret, place, bent)).toThrow()
    }
  })

  test('rejects every truncation', () => {
    const sealed = seal(secret, place, Buffer.alloc(32, 9))
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(secret, place, sealed.subarray(0, length))).toThrow()
    }
  })

  test.each<[string, SealBinding]>([
    ['context', { ...place, context: Buffer.alloc(32, 2) }],
    ['id', { ...place, id: 'key-2' }],
    ['subject', { ...place, subject: '0xabd' }],
    ['division between id and subject', { ...place, id: 'key-10', subject: 'xabc' }],
  ])('rejects another %s', (_, other) => {
    const sealed = seal(secret, place, Buffer.alloc(32, 9))
    expect(() => unseal(secret, other, sealed)).toThrow()
  })

  test('rejects another secret', () => {
    const sealed = seal(secret, place, Buffer.alloc(32, 9))
    expect(() => unseal(Buffer.alloc(32, 8), place, sealed)).toThrow()
  })

  test.each([0, 31, 33])('rejects a context of %i bytes', (length) => {
    expect(() => seal(secret, { ...place, context: Buffer.alloc(length) }, Buffer.alloc(32))).toThrow(RangeError)
  })
})
