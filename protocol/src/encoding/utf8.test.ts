import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytewise, decodeUtf8, encodeUtf8 } from './utf8.ts'

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

describe('compareBytewise', () => {
  test('orders as Node orders the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareBytewise(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  test('puts a prefix first, and upper case before lower case', () => {
    expect(['ab', 'a', 'B', 'a-', ''].sort(compareBytewise)).toEqual(['', 'B', 'a', 'a-', 'ab'])
  })

  test('differs from the order of JavaScript outside the basic plane', () => {
    expect(['\u{1F600}', '\uFF5E'].sort(compareBytewise)).toEqual(['\uFF5E', '\u{1F600}'])
  })
})
