import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { inspectMessage, maxMessageBytes, maxMessageDepth, toJsonValue } from './messageBounds.ts'

function nested(depth: number): unknown {
  return depth === 0 ? 0 : { inner: nested(depth - 1) }
}

describe('inspectMessage', () => {
  test('takes whatever JSON can say, as a structured clone of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: maxMessageDepth - 1 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('"__proto__"'))
        const expected = new TextEncoder().encode(text).length > maxMessageBytes ? 'message_too_large' : undefined
        expect(inspectMessage(structuredClone(JSON.parse(text)))).toBe(expected)
      }),
    )
  })

  test('counts bytes of JSON text, up to the limit and no further', () => {
    const full = 'x'.repeat(maxMessageBytes - 2)
    expect([full, `${full}x`, 'é'.repeat(maxMessageBytes / 2)].map(inspectMessage)).toEqual([
      undefined,
      'message_too_large',
      'message_too_large',
    ])
  })

  test('counts nesting, up to the limit and no further', () => {
    expect([maxMessageDepth, maxMessageDepth + 1].map((depth) => inspectMessage(nested(depth)))).toEqual([
      undefined,
      'message_too_large',
    ])
  })

  test.for([
    ['undefined', undefined],
    ['a BigInt', 1n],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a Date', new Date()],
    ['a RegExp', /x/],
    ['a boxed text', Object('x')],
    ['an Error', new Error('x')],
    ['bytes', new Uint8Array(2 ** 20)],
    ['a hole', new Array(1)],
    ['an object without prototype', Object.create(null)],
    ['a member named __proto__', JSON.parse('{"__proto__":1}')],
    ['an undefined member', { text: undefined }],
  ])('refuses %s', ([, value]) => {
    expect(inspectMessage({ value })).toBe('invalid_params')
  })

  test('does not walk a vast sparse array', () => {
    expect(inspectMessage(Object.assign([], { length: 2 ** 32 - 1 }))).toBe('message_too_large')
  })

  test.for([
    ['arrays', (next: unknown) => Array.from({ length: 64 }, () => next)],
    ['objects', (next: unknown) => Object.fromEntries(Array.from({ length: 64 }, (_, n) => [n, next]))],
  ] as const)('ends with its budget on %s whose references multiply', ([, repeat]) => {
    let value: unknown = 0
    for (let level = 0; level < maxMessageDepth - 1; level++) value = repeat(value)
    const startedAt = performance.now()
    expect(inspectMessage(value)).toBe('message_too_large')
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})

describe('toJsonValue', () => {
  afterEach(() => {
    for (const { prototype } of [Array, Object]) Reflect.deleteProperty(prototype, 'toJSON')
  })

  test('returns an equal copy of any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: maxMessageDepth - 1 }), (value) => {
        fc.pre(!JSON.stringify(value).includes('"__proto__"'))
        expect(toJsonValue(value)).toEqual(value)
      }),
    )
  })

  test('leaves out everything that JSON cannot express', () => {
    const value = { kept: [1, undefined, () => {}], absent: undefined, method: () => {}, symbol: Symbol('x') }
    expect(toJsonValue(value)).toStrictEqual({ kept: [1, null, null] })
    expect(toJsonValue([Number.NaN, Number.POSITIVE_INFINITY])).toEqual([null, null])
  })

  test('calls no toJSON, which a library may have added to every array and object', () => {
    Object.assign(Array.prototype, { toJSON: () => '[2, 1]' })
    Object.assign(Object.prototype, { toJSON: () => undefined })
    expect(toJsonValue({ versions: [2, 1], text: 'x' })).toEqual({ versions: [2, 1], text: 'x' })
  })

  test.for([
    ['more bytes than a message may have', 'x'.repeat(maxMessageBytes), 'message_too_large'],
    ['more bytes in UTF-8 than in characters', 'é'.repeat(maxMessageBytes / 2), 'message_too_large'],
    ['more levels than a message may have', nested(maxMessageDepth + 1), 'message_too_large'],
    ['a BigInt', { chainId: 1n }, 'invalid_params'],
  ] as const)('throws on %s', ([, value, code]) => {
    expect(() => toJsonValue(value)).toThrow(expect.objectContaining({ code }))
  })
})
