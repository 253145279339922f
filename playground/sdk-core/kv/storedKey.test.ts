import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOfPath, storedKey, storedPrefix } from './storedKey.ts'

const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })

describe('storedKey', () => {
  test('property: every key is recovered from its path', () => {
    fc.assert(
      fc.property(wellFormed, fc.string({ unit: 'grapheme', maxLength: 10 }), (key, prefix) => {
        expect(keyOfPath(prefix, storedKey(prefix, key))).toBe(key)
      }),
    )
  })

  test('property: a prefix of a key is a prefix of its path', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (start, rest) => {
        expect(storedKey('', start + rest).startsWith(storedPrefix('', start))).toBe(true)
      }),
    )
  })

  test('property: a path contains no delimiter', () => {
    fc.assert(
      fc.property(wellFormed, (key) => {
        expect(storedKey('', key)).toMatch(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/%]+$/)
      }),
    )
  })

  test.each([
    ['an empty key', ''],
    ['half a surrogate pair', '\ud800'],
    ['more than 1024 characters', 'a'.repeat(1025)],
  ])('rejects %s', (_, key) => {
    expect(() => storedKey('', key)).toThrow(expect.objectContaining({ code: 'key_invalid' }))
  })
})

describe('keyOfPath', () => {
  test('returns an invalid encoding unchanged', () => {
    expect(keyOfPath('', '100%')).toBe('100%')
  })
})
