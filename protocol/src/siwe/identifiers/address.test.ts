import { getAddress } from 'ethers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isChecksumAddress, toChecksumAddress } from './address.ts'

const hexAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)

describe('toChecksumAddress', () => {
  test('spells addresses as ethers does', () => {
    fc.assert(
      fc.property(hexAddress, (text) => {
        expect(toChecksumAddress(text)).toBe(getAddress(text))
        expect(toChecksumAddress(`0x${text.slice(2).toUpperCase()}`)).toBe(getAddress(text))
      }),
    )
  })

  test('spells an address alike before and after many others', () => {
    const addresses = Array.from({ length: 200 }, (_, index) => `0x${index.toString(16).padStart(40, 'a')}`)
    const spell = () => addresses.map(toChecksumAddress)
    expect(spell()).toEqual(addresses.map((text) => getAddress(text)))
    expect(spell()).toEqual(spell())
  })

  test.each([
    ['a missing prefix', '19e7e376e7c213b7e7e7e46cc70a5dd086daff2a'],
    ['an upper-case prefix', '0X19e7e376e7c213b7e7e7e46cc70a5dd086daff2a'],
    ['39 digits', '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2'],
    ['a line feed at the end', '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a\n'],
  ])('refuses %s', (_, text) => {
    expect(() => toChecksumAddress(text)).toThrow(expect.objectContaining({ code: 'invalid_params' }))
  })
})

describe('isChecksumAddress', () => {
  test.each([
    ['0x52908400098527886E0F7030069857D2E4169EE7', true],
    ['0xde709f2102306220921060314715629080e2fb77', true],
    ['0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', true],
    ['0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359', false],
    ['0xFB6916095CA1DF60BB79CE92CE3EA74C37C5D359', false],
    ['0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d35', false],
  ])('of %s (EIP-55) is %s', (text, expected) => {
    expect(isChecksumAddress(text)).toBe(expected)
  })
})
