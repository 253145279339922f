import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateUserCode, hashUserCode, readUserCode } from './userCode.ts'

describe('generateUserCode', () => {
  test('makes eight consonants in two groups, another each time', () => {
    const codes = Array.from({ length: 50 }, generateUserCode)
    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(new Set(codes).size).toBe(50)
  })
})

describe('readUserCode', () => {
  test.each(['WDJB-MJHT', 'wdjbmjht', ' WDJB MJHT ', 'wdjb–mjht', 'W.D.J.B.M.J.H.T'])('reads %j', (text) => {
    expect(readUserCode(text)).toBe('WDJBMJHT')
  })

  test.each(['', 'WDJB-MJH', 'WDJB-MJHTT', 'ADJB-MJHT', 'WDJB-MJH1', 'ẂDJBMJHT'])('rejects %j', (text) => {
    expect(readUserCode(text)).toBeUndefined()
  })

  test('returns eight letters of the alphabet, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        expect(readUserCode(text) ?? 'BBBBBBBB').toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
      }),
    )
  })
})

describe('hashUserCode', () => {
  test('depends on the secret', () => {
    const hashes = [1, 2].map((byte) => hashUserCode(new Uint8Array(32).fill(byte), 'WDJBMJHT'))
    expect(hashes[0]).not.toBe(hashes[1])
  })
})
