import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { etagOf } from './etag.ts'

const expected = (body: Uint8Array) => `"blake3-${bytesToHex(blake3(body))}"`

describe('etagOf', () => {
  test.each([0, 1, 64, 1_024, 1_025, 1_048_576, 1_048_577, 2_500_000])('hashes %i bytes', async (length) => {
    const body = Uint8Array.from({ length }, (_, index) => index % 251)
    expect(await etagOf(body)).toBe(expected(body))
  })

  test('hashes several values at once', async () => {
    const bodies = [3_000_000, 10, 2_000_000, 20].map((length, fill) => new Uint8Array(length).fill(fill))
    expect(await Promise.all(bodies.map(etagOf))).toEqual(bodies.map(expected))
  })

  test('S21: lets other work run while it hashes a large value', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 0)
    await etagOf(new Uint8Array(16 * 1_048_576))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })
})
