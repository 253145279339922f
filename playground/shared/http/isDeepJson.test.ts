import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeepJson } from './isDeepJson.ts'

const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`

describe('isDeepJson', () => {
  test('S21: finds more than 32 levels', () => {
    expect([nested(32), nested(34), '['.repeat(33)].map(isDeepJson)).toEqual([false, true, true])
  })

  test('ignores brackets in strings', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isDeepJson(JSON.stringify([`${text}${'['.repeat(40)}`]))).toBe(false)
      }),
    )
  })
})
