import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExactJson as parseNodeJson } from '../../node/services/sql/parseExactJson.ts'
import { parseExactJson, writeParameters } from './exactJson.ts'

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

describe('parseExactJson', () => {
  test('property: equals JSON.parse if no digit is lost', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const expected: unknown = JSON.parse(text)
        fc.pre(!/\d{16}/.test(text))
        expect(parseExactJson(text)).toEqual(expected)
      }),
    )
  })

  test('property: every 64-bit integer is preserved', () => {
    fc.assert(
      fc.property(int64, (value) => {
        const read = parseExactJson(`[${value}]`)
        expect(read).toEqual([Number.isSafeInteger(Number(value)) ? Number(value) : value])
      }),
    )
  })

  test('property: reads the values that the node reads', () => {
    /** The node reads every integer as a bigint, and a list of bytes as bytes. */
    const asNode = (value: unknown): unknown => {
      if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
      if (value instanceof Uint8Array) return [...value].map(BigInt)
      if (Array.isArray(value)) return value.map(asNode)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asNode(member)]))
    }
    const leaf = fc.oneof(int64, fc.constantFrom(0, 255, 1.5, -1e-7, true, null), fc.string())
    const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), fc.array(leaf)))
    fc.assert(
      fc.property(value, (value) => {
        const text = JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? `${member}n` : member)).replace(
          /"(-?\d+)n"/g,
          '$1',
        )
        expect(asNode(parseExactJson(text))).toEqual(asNode(parseNodeJson(text)))
      }),
    )
  })

  test.each(['12345678901234567890', 'int:1', 'int::"12345678901234567890', '\\"9007199254740993'])(
    'preserves the text %j',
    (text) => {
      expect(parseExactJson(JSON.stringify([text, 9007199254740993n.toString()]))).toEqual([text, '9007199254740993'])
    },
  )

  test('preserves a text that contains the escaped marker', () => {
    expect(parseExactJson('["\\u0069nt:9007199254740993",9007199254740993]')).toEqual([
      'int:9007199254740993',
      9007199254740993n,
    ])
  })

  test('keeps floats as numbers', () => {
    expect(parseExactJson('[1e300,12345678.25]')).toEqual([1e300, 12345678.25])
  })
})

describe('writeParameters', () => {
  test('property: integers keep all digits', () => {
    fc.assert(
      fc.property(int64, (value) => {
        expect(writeParameters([value])).toBe(`[${value}]`)
      }),
    )
  })

  test('writes each type of value', () => {
    const text = writeParameters([null, true, 1, 1.5, 'a"b', new Uint8Array([0, 255])])
    expect(text).toBe('[null,true,1,1.5,"a\\"b",[0,255]]')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('rejects %s', (value) => {
    expect(() => writeParameters([value])).toThrow(expect.objectContaining({ code: 'value_invalid' }))
  })
})
