import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64url, decodePaddedBase64url, encodeBase64url, encodePaddedBase64url } from './base64url.ts'

describe('encodeBase64url', () => {
  test('agrees with Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      }),
    )
  })
})

describe('decodeBase64url', () => {
  test('is the exact inverse', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes)
      }),
    )
  })

  test('reads nothing but what is written for its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw_-+/=ab \n'), maxLength: 9 }), (text) => {
        const bytes = decodeBase64url(text)
        if (bytes !== undefined) expect(encodeBase64url(bytes)).toBe(text)
      }),
    )
  })

  test.each([
    ['padding', 'YQ=='],
    ['bits that stand for no byte', 'YR'],
    ['a single character', 'Y'],
    ['the other alphabet', '+/8'],
    ['white space', 'YWFh\n'],
  ])('refuses %s', (_, text) => {
    expect(decodeBase64url(text)).toBeUndefined()
  })
})

describe('decodePaddedBase64url', () => {
  test('is the exact inverse of encodePaddedBase64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = encodePaddedBase64url(bytes)
        expect(text.length % 4).toBe(0)
        expect(decodePaddedBase64url(text)).toEqual(bytes)
      }),
    )
  })

  test.each([
    ['missing padding', 'YQ'],
    ['part of the padding', 'YQ='],
    ['surplus padding', 'YWFh===='],
    ['padding between characters', 'YQ=h'],
    ['bits that stand for no byte', 'YR=='],
  ])('refuses %s', (_, text) => {
    expect(decodePaddedBase64url(text)).toBeUndefined()
  })
})
