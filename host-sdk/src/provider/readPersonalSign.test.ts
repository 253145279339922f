import { OpenKeyError } from '@openkey/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPersonalSign } from './readPersonalSign.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('readPersonalSign', () => {
  test('S3: decodes hex to text that encodes to the same bytes, or rejects it', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\0', '\ufeff', 'é', '漢', '😀'), maxLength: 50 })
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 100 }), texts.map(utf8))
    fc.assert(
      fc.property(bytes, (bytes) => {
        try {
          const { message } = readPersonalSign([hex(bytes), address])
          expect(hex(utf8(message))).toBe(hex(bytes))
        } catch (error) {
          expect(error).toMatchObject({ code: 'siwe_malformed' })
          expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
        }
      }),
    )
  })

  test('returns text unchanged', () => {
    const texts = fc.string({ maxLength: 100 }).filter((text) => !/^0x([0-9a-f]{2})*$/i.test(text))
    fc.assert(
      fc.property(texts, (message) => {
        expect(readPersonalSign([message, address])).toEqual({ message, address })
        expect(readPersonalSign([address, message])).toEqual({ message, address })
      }),
    )
  })

  test.for([
    ['a byte order mark', '0xefbbbf61', '\ufeffa'],
    ['nothing', '0x', ''],
    ['half a byte, which is text', '0x616', '0x616'],
    ['digits of either case', '0x6A6a', 'jj'],
  ] as const)('reads %s', ([, given, message]) => {
    expect(readPersonalSign([given, address])).toEqual({ message, address })
  })

  test('reads a first parameter that looks like an address as the message', () => {
    const message = `0x${'61'.repeat(20)}`
    expect(readPersonalSign([message, address])).toEqual({ message: 'a'.repeat(20), address })
  })

  test('rejects with an OpenKeyError only', () => {
    fc.assert(
      fc.property(fc.anything(), (params) => {
        try {
          readPersonalSign(params)
        } catch (error) {
          expect(error).toBeInstanceOf(OpenKeyError)
        }
      }),
    )
  })

  test.for([[undefined], [{}], [[]], [['hello']], [['hello', 'world']], [[address]], [[{}, address]], [[7, address]]])(
    'error: %j',
    ([params]) => {
      expect(() => readPersonalSign(params)).toThrow(
        expect.objectContaining({ code: 'invalid_params', details: { field: 'params' } }),
      )
    },
  )
})
