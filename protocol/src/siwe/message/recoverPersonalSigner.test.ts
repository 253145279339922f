import { secp256k1 } from '@noble/curves/secp256k1.js'
import { Wallet } from 'ethers'
import { describe, expect, test } from 'vitest'
import { testVector } from '../../testing/testVector.ts'
import type { Hex } from '../identifiers/address.ts'
import { recoverPersonalSigner } from './recoverPersonalSigner.ts'

const { address, signature, siwe } = testVector
const order = secp256k1.Point.Fn.ORDER
const r = signature.slice(2, 66)
const s = signature.slice(66, 130)
const invalid = expect.objectContaining({ code: 'signature_invalid' })

function word(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}

describe('recoverPersonalSigner', () => {
  test('recovers the account of the sign-in that was made by hand', () => {
    expect(recoverPersonalSigner(siwe, signature)).toBe(address)
  })

  test('recovers whom ethers signs for, with either parity', async () => {
    const wallet = new Wallet(`0x${'42'.repeat(32)}`)
    const signatures = await Promise.all(['a', 'b', 'c', 'd', 'é', ''].map((text) => wallet.signMessage(text)))
    expect(new Set(signatures.map((text) => text.slice(-2)))).toEqual(new Set(['1b', '1c']))
    const signers = ['a', 'b', 'c', 'd', 'é', ''].map((text, index) =>
      recoverPersonalSigner(text, signatures[index] as Hex),
    )
    expect(new Set(signers)).toEqual(new Set([wallet.address]))
  })

  test('recovers another account for another message', () => {
    expect(recoverPersonalSigner(`${siwe} `, signature)).not.toBe(address)
  })

  test('S6: refuses the other signature that anyone can make of one', () => {
    const flipped = `0x${r}${word(order - BigInt(`0x${s}`))}1b` as const
    expect(() => recoverPersonalSigner(siwe, flipped)).toThrow(invalid)
  })

  test('S6: refuses v of 29, which a small r would let pass', () => {
    for (let value = 1n; value <= 20n; value++) {
      expect(() => recoverPersonalSigner(siwe, `0x${word(value)}${s}1d`)).toThrow(invalid)
    }
  })

  test.each([
    ['v of 0', `0x${r}${s}00`],
    ['v of 1', `0x${r}${s}01`],
    ['v of 29', `0x${r}${s}1d`],
    ['v of EIP-155', `0x${r}${s}25`],
    ['64 bytes', `0x${r}${s}`],
    ['66 bytes', `0x${r}${s}1c00`],
    ['no prefix', `${r}${s}1c`],
    ['a line feed at the end', `0x${r}${s}1c\n`],
    ['r of zero', `0x${word(0n)}${s}1c`],
    ['s of zero', `0x${r}${word(0n)}1c`],
    ['r of the order', `0x${word(order)}${s}1c`],
    ['r that is no point', `0x${word(5n)}${s}1c`],
    ['nothing', '0x'],
  ])('S6: refuses %s', (_, text) => {
    expect(() => recoverPersonalSigner(siwe, text as Hex)).toThrow(invalid)
  })
})
