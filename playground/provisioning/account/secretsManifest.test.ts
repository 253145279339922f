import { describe, expect, test } from 'vitest'
import { manifestHash, secretsManifest } from './secretsManifest.ts'

/** FNV-1a with 64 bits as its authors describe it, on bytes. */
function reference(text: string): string {
  let hash = 14695981039346656037n
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 1099511628211n) % 2n ** 64n
  return hash.toString(16).padStart(16, '0')
}

describe('manifestHash', () => {
  test('hashes canonical JSON', () => {
    expect(reference('a')).toBe('af63dc4c8601ec8c')
    expect(manifestHash([{ b: [2, null], a: 'x' }])).toBe(reference('[{"a":"x","b":[2,null]}]'))
  })

  test('depends on the order of values, not of names', () => {
    expect(manifestHash([{ a: 1, b: 2 }])).toBe(manifestHash([{ b: 2, a: 1 }]))
    expect(manifestHash([1, 2])).not.toBe(manifestHash([2, 1]))
  })

  test('returns a fixed hash for the manifest of a new account', () => {
    expect(manifestHash([secretsManifest])).toBe('52bc41d3cc7823ce')
  })
})
