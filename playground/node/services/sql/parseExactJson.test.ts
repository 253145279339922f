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
      JSON.parse(
        JSON.stringify(value, (_, member) => {
          if (member instanceof Uint8Array) return [...member]
          return typeof member === 'bigint' ? Number(member) : member
        }),
      )
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

  test.each([
    ['[0,255]', Uint8Array.of(0, 255)],
    ['[ 1 ,\n2]', Uint8Array.of(1, 2)],
    ['[256,1]', [256n, 1n]],
    ['[1,-1]', [1n, -1n]],
    ['[1,1.0]', [1n, 1]],
    ['[]', []],
  ])('reads %s as bytes only if every item is one', (text, value) => {
    expect(parseExactJson(text)).toEqual(value)
  })

  test.each(['[1 2]', '[00]', '[,]', '[1,]'])('rejects the list %s', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError)
  })

  test('reads __proto__ as a name like any other', () => {
    expect(Object.entries(parseExactJson('{"__proto__":{"a":1}}') ?? {})).toEqual([['__proto__', { a: 1n }]])
  })

  test.each([
    ['values', '[{},{},{}]', '[{},{},{},{}]'],
    ['levels', '[[[]]]', '[[[[]]]]'],
  ])('S21: reads no more %s than allowed', (_, most, more) => {
    const bounds = { maxValues: 4, maxDepth: 2 }
    expect(() => parseExactJson(most, bounds)).not.toThrow()
    expect(() => parseExactJson(more, bounds)).toThrow('too many values or levels')
  })

  test('S21: converts no integer of more than 1,024 digits', () => {
    expect(() => parseExactJson('9'.repeat(1_025))).toThrow('1,024 digits')
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
