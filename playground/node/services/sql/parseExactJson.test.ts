import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExactJson } from './parseExactJson.ts'

describe('parseExactJson', () => {
  test('preserves every digit of an integer', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(parseExactJson(`{"a":[${value}, "x"]}`)).toEqual({ a: [value, 'x'] })
      }),
    )
  })

  test('parses everything else like JSON.parse', () => {
    const asNumbers = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? Number(member) : member)))
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(asNumbers(parseExactJson(text))).toEqual(asNumbers(JSON.parse(text)))
      }),
    )
  })

  test('rejects invalid JSON', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const isJson = accepts(JSON.parse, text)
        expect(accepts(parseExactJson, text)).toBe(isJson)
      }),
    )
    for (const text of ['01', '-', '1.', '.5', '1e', '[1,]', '{"a":1 2}', '"\\"12']) {
      expect(() => parseExactJson(text)).toThrow(SyntaxError)
    }
  })

  test('ignores numbers inside strings', () => {
    expect(parseExactJson('{"12":"12 \\"34\\\\","a":"\\u0031"}')).toEqual({ 12: '12 "34\\', a: '1' })
  })
})

function accepts(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}
