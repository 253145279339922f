import { secp256k1 } from '@noble/curves/secp256k1.js'
import { recoverPersonalSigner } from '@openkey/protocol/siwe'
import * as fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import type { PersonalSigner } from '../sealing/signers/personalSigner.ts'

const order = secp256k1.Point.Fn.ORDER
const keyOf = (scalar: bigint) => Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
const anyKey = fc.bigInt({ min: 1n, max: order - 1n }).map(keyOf)

/** The contract of all signers: byte for byte the signature of an independent library. */
export function describePersonalSigner(name: string, create: () => PersonalSigner): void {
  describe(name, () => {
    const sign = create()
    const expectSignatureOfViem = async (key: Uint8Array, message: string) => {
      const wallet = privateKeyToAccount(`0x${Buffer.from(key).toString('hex')}`)
      const signature = sign(message, key)
      expect(signature).toBe(await wallet.signMessage({ message }))
      expect(recoverPersonalSigner(message, signature)).toBe(wallet.address)
      expect(BigInt(`0x${signature.slice(66, 130)}`)).toBeLessThanOrEqual(order / 2n)
    }

    test.each([
      ['the smallest key', keyOf(1n), ''],
      ['the largest key', keyOf(order - 1n), 'hello'],
      ['text outside ASCII', keyOf(7n), 'Zoë signs 🔑'],
      ['32 KiB', keyOf(7n), 'a'.repeat(32_768)],
    ])('signs as viem does: %s', (_, key, message) => expectSignatureOfViem(key, message))

    test('signs as viem does, for any key and text, with either recovery id', async () => {
      const recoveryIds = new Set<string>()
      await fc.assert(
        fc.asyncProperty(anyKey, fc.string({ unit: 'grapheme' }), async (key, message) => {
          await expectSignatureOfViem(key, message)
          recoveryIds.add(sign(message, key).slice(-2))
        }),
        { numRuns: 100 },
      )
      expect([...recoveryIds].sort()).toEqual(['1b', '1c'])
    })

    test('leaves the key to its caller', () => {
      const key = keyOf(7n)
      sign('hello', key)
      expect(key).toEqual(keyOf(7n))
    })

    test.each([
      ['zero', new Uint8Array(32)],
      ['the order', keyOf(order)],
      ['31 bytes', new Uint8Array(31).fill(1)],
      ['33 bytes', new Uint8Array(33).fill(1)],
    ])('rejects a key of %s', (_, key) => {
      expect(() => sign('hello', key)).toThrow(RangeError)
    })
  })
}
