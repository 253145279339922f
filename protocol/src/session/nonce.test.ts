import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateNonce } from './nonce.ts'

describe('generateNonce', () => {
  test('makes 17 letters and digits, another each time', () => {
    const nonces = Array.from({ length: 200 }, () => generateNonce())
    expect(nonces.every((nonce) => /^[A-Za-z0-9]{17}$/.test(nonce))).toBe(true)
    expect(new Set(nonces).size).toBe(200)
  })

  test('skips the bytes that would favour some letters', () => {
    const rounds = [new Uint8Array(24).fill(248), new Uint8Array(24).fill(255), new Uint8Array(24).fill(247)]
    expect(generateNonce(() => rounds.shift() ?? new Uint8Array())).toBe('9'.repeat(17))
  })

  test('uses every character alike', () => {
    const every = Uint8Array.from({ length: 248 }, (_, index) => index)
    const counts = new Map<string, number>()
    fc.assert(fc.property(fc.nat(247), (start) => generateNonce(() => every.subarray(start)).length === 17))
    for (let start = 0; start + 17 <= 248; start += 17) {
      for (const letter of generateNonce(() => every.subarray(start))) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    expect(counts.size).toBe(62)
  })
})
