import { hashMessage } from 'ethers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashPersonalMessage } from './hashPersonalMessage.ts'

const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`

describe('hashPersonalMessage', () => {
  test('hashes texts as ethers does, counting bytes and not characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(hex(hashPersonalMessage(text))).toBe(hashMessage(text))
      }),
    )
  })

  test('hashes bytes as ethers does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(hex(hashPersonalMessage(bytes))).toBe(hashMessage(bytes))
      }),
    )
  })
})
