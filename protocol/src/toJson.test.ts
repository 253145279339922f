import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { toJson } from './toJson.ts'

describe('toJson', () => {
  afterEach(() => {
    for (const { prototype } of [Array, Object]) Reflect.deleteProperty(prototype, 'toJSON')
  })

  test('is what JSON.stringify makes of JSON values', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => toJson(value) === JSON.stringify(value)))
  })

  test('leaves out what JSON has no text for', () => {
    const value = { kept: [1, undefined, () => {}], absent: undefined, method: () => {}, symbol: Symbol('x') }
    expect(toJson(value)).toBe('{"kept":[1,null,null]}')
  })

  test('asks no toJSON, which a library may have given to every array and object', () => {
    Object.assign(Array.prototype, { toJSON: () => '[2, 1]' })
    Object.assign(Object.prototype, { toJSON: () => undefined })
    expect(toJson({ versions: [2, 1], text: 'x' })).toBe('{"versions":[2,1],"text":"x"}')
  })
})
