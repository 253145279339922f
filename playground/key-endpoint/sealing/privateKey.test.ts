import { bytesToHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { addressOf } from './privateKey.ts'

const order = Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex')
const orderMinusOne = Buffer.concat([order.subarray(0, 31), Buffer.from([0x40])])
const one = Buffer.concat([Buffer.alloc(31), Buffer.from([1])])

describe('addressOf', () => {
  test.each([one, Buffer.alloc(32, 0x11), orderMinusOne])(
    'returns the address of an independent derivation (%#)',
    (privateKey) => {
      expect(addressOf(privateKey)).toBe(privateKeyToAddress(bytesToHex(privateKey)))
    },
  )

  test.each([
    ['zero', Buffer.alloc(32)],
    ['the order', order],
    ['more than the order', Buffer.alloc(32, 0xff)],
    ['31 bytes', Buffer.alloc(31, 1)],
    ['33 bytes', Buffer.alloc(33, 1)],
  ])('rejects %s', (_, privateKey) => {
    expect(() => addressOf(privateKey)).toThrow(RangeError)
  })
})
