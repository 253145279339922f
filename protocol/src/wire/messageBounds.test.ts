import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { inspectMessage, maxMessageDepth, maxMessageLength, toJsonValue } from './messageBounds.ts'

function nested(depth: number): unknown {
  return depth === 0 ? 0 : { inner: nested(depth - 1) }
}

describe('inspectMessage', () => {
  test('accepts any JSON value, as a structured clone of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: maxMessageDepth - 1 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('"__proto__"') && text.length <= maxMessageLength)
        expect(inspectMessage(structuredClone(JSON.parse(text)))).toBeUndefined()
      }),
    )
  })

  test('accepts exactly as much text as the limit, for any value that JSON writes without escapes', () => {
    const plainText = fc.string({ unit: fc.constantFrom('a', 'é', '€', ' ') })
    const { value: anyValue } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        plainText,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(plainText, tie('value'), { noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(anyValue, (value) => {
        const around = JSON.stringify([value, '']).length
        const padded = (extra: number) => [value, 'x'.repeat(maxMessageLength - around + extra)]
        expect([0, 1].map((extra) => inspectMessage(padded(extra)))).toEqual([undefined, 'message_too_large'])
      }),
    )
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
    // 64 references to the power of the depth: without the budget, this would not end.
    expect(inspectMessage(value)).toBe('message_too_large')
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

  test('leaves out members that are undefined, at any depth', () => {
    const value = { kept: [1, { keyId: undefined, chainId: 1 }], absent: undefined }
    expect(toJsonValue(value)).toStrictEqual({ kept: [1, { chainId: 1 }] })
  })

  test('calls no toJSON, which a library may have added to every array and object', () => {
    Object.assign(Array.prototype, { toJSON: () => '[2, 1]' })
    Object.assign(Object.prototype, { toJSON: () => undefined })
    expect(toJsonValue({ versions: [2, 1], text: 'x' })).toEqual({ versions: [2, 1], text: 'x' })
  })
})
