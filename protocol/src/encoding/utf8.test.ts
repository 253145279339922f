import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

describe('decodeUtf8', () => {
  test('is the exact inverse, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(encodeUtf8(`\uFEFF${text}`))).toBe(`\uFEFF${text}`)
      }),
    )
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(decodeUtf8(Uint8Array.of(0xc3))).toBeUndefined()
    expect(decodeUtf8(Uint8Array.of(0xc0, 0x80))).toBeUndefined()
    expect(decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined()
  })
})
