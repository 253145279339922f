import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytewise } from './compareBytewise.ts'

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
