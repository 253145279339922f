import { describe, expect, test } from 'vitest'
import { openSealed, seal } from './seal.ts'

const key = Buffer.alloc(32, 1)

describe('openSealed', () => {
  test('opens bytes that an earlier version has sealed', () => {
    const sealed = Buffer.from('gtapk1xNe1EaC94KosjOHUtMcPJatIyChMKwf8ZaJOfEwRuICzN2qK8', 'base64url')
    expect(openSealed(key, sealed, 'network').toString()).toBe('a private key')
  })

  test.each([
    ['another key', Buffer.alloc(32, 2), 'network'],
    ['another context', key, 'other'],
  ])('rejects %s', (_, otherKey, context) => {
    expect(() => openSealed(otherKey, seal(key, Buffer.from('a private key'), 'network'), context)).toThrow()
  })

  test('rejects bytes that are too short', () => {
    expect(() => openSealed(key, new Uint8Array(27))).toThrow(RangeError)
  })
})
