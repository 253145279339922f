import { hexToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testVector } from '../testing/testVector.ts'
import { decodeAuthorization, encodeAuthorization } from './authorization.ts'
import { maxCacaoBytes } from './cacao.ts'

const { authorization, invocation, siwe, signature } = testVector
const refused = (field: string) => expect.objectContaining({ code: 'invalid_params', details: { field } })

describe('decodeAuthorization', () => {
  test('reads a delegation', () => {
    const { type, text, bytes, cid } = decodeAuthorization(authorization)
    expect({ type, text, bytes, cid }).toStrictEqual({
      type: 'cacao',
      text: authorization,
      bytes: hexToBytes(testVector.cacaoHex),
      cid: testVector.delegationCid,
    })
  })

  test('reads an invocation', () => {
    const { type, text, bytes, cid } = decodeAuthorization(invocation.authorization)
    expect({ type, text, bytes, cid }).toStrictEqual({
      type: 'ucan',
      text: invocation.authorization,
      bytes: new TextEncoder().encode(invocation.authorization),
      cid: invocation.cid,
    })
  })

  test.each([
    ['missing padding', authorization.replace(/=+$/, '')],
    ['too much padding', `${authorization}====`],
    ['the standard alphabet', authorization.replaceAll('-', '+').replaceAll('_', '/')],
    ['a scheme word', `Bearer ${authorization}`],
    ['a line feed at the end', `${authorization}\n`],
    ['a space inside', `${authorization.slice(0, 40)} ${authorization.slice(40)}`],
    ['something endless', 'A'.repeat(maxCacaoBytes * 2)],
  ])('refuses %s', (_, text) => {
    expect(() => decodeAuthorization(text)).toThrow(refused('Authorization'))
  })

  test('refuses nothing at all', () => {
    expect(() => decodeAuthorization('')).toThrow(refused('cacao'))
  })

  test('refuses a SIWE message in plain text', () => {
    expect(() => decodeAuthorization(`${siwe}${signature}`)).toThrow(refused('ucan'))
  })

  test('never throws anything but its own errors', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array().map(encodeAuthorization)), (noise) => {
        expect(() => decodeAuthorization(noise)).toThrow(expect.objectContaining({ name: 'InvalidParamsError' }))
      }),
      { numRuns: 500 },
    )
  })
})
