import { secp256k1 } from '@noble/curves/secp256k1.js'
import { Wallet } from 'ethers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recoverPersonalSigner } from '../siwe/message/recoverPersonalSigner.ts'
import { testVector } from '../testing/testVector.ts'
import { signatureBytes, signatureHex } from './signatureBytes.ts'
import { signPersonalMessage } from './signPersonalMessage.ts'

const { signature } = testVector
const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)]
const order = secp256k1.Point.Fn.ORDER
const hex = (scalar: bigint) => scalar.toString(16).padStart(64, '0')
const refused = expect.objectContaining({ code: 'signature_invalid' })

describe('signatureBytes', () => {
  test('is undone by signatureHex', () => {
    expect(signatureHex(signatureBytes(signature))).toBe(signature)
  })

  test('reads upper-case digits', () => {
    expect(signatureHex(signatureBytes(`0x${signature.slice(2).toUpperCase()}`))).toBe(signature)
  })

  test.each([
    ['the same signature with high s', `0x${r}${hex(order - BigInt(`0x${s}`))}1b`],
    ['v 0', `0x${r}${s}00`],
    ['v 1', `0x${r}${s}01`],
    ['v of EIP-155', `0x${r}${s}25`],
    ['r 0', `0x${hex(0n)}${s}${v}`],
    ['s 0', `0x${r}${hex(0n)}${v}`],
    ['r of the order', `0x${hex(order)}${s}${v}`],
    ['64 bytes', `0x${r}${s}`],
    ['66 bytes', `${signature}1b`],
    ['a missing 0x', signature.slice(2)],
    ['a line feed at the end', `${signature}\n`],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => signatureBytes(text)).toThrow(refused)
  })
})

describe('signPersonalMessage', () => {
  const anyKey = fc
    .bigInt({ min: 1n, max: order - 1n })
    .map((key) => Uint8Array.from(hex(key).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))

  test('signs as ethers does, in low s', () => {
    fc.assert(
      fc.property(anyKey, fc.string({ unit: 'grapheme' }), (key, message) => {
        const wallet = new Wallet(`0x${Buffer.from(key).toString('hex')}`)
        const ours = signPersonalMessage(message, key)
        expect(ours).toBe(wallet.signMessageSync(message))
        expect(signatureHex(signatureBytes(ours))).toBe(ours)
        expect(recoverPersonalSigner(message, ours)).toBe(wallet.address)
      }),
      { numRuns: 50 },
    )
  })

  test.each([
    ['zero', new Uint8Array(32)],
    ['31 bytes', new Uint8Array(31).fill(1)],
    ['more than the order', new Uint8Array(32).fill(0xff)],
  ])('refuses a key of %s', (_, key) => {
    expect(() => signPersonalMessage('hello', key)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'privateKey' } }),
    )
  })
})
