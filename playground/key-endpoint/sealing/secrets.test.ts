import { hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveSecret } from './secrets.ts'

describe('deriveSecret', () => {
  test('derives what OpenSSL derives', () => {
    const bytes = fc.uint8Array({ maxLength: 100 })
    const purpose = fc.string({ unit: 'grapheme', maxLength: 40 })
    fc.assert(
      fc.property(bytes, purpose, bytes, (secret, text, salt) => {
        const expected = Buffer.from(hkdfSync('sha256', secret, salt, text, 32))
        expect(deriveSecret(secret, text, salt)).toEqual(expected)
      }),
    )
    expect(deriveSecret(Buffer.alloc(32, 1), 'purpose')).toEqual(
      Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 1), '', 'purpose', 32)),
    )
  })
})
