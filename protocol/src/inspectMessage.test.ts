import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectMessage } from './inspectMessage.ts'
import { maxMessageBytes, maxMessageDepth } from './limits.ts'

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
