import { describe, expect, test } from 'vitest'
import { retryAfterMs } from './declinePolicy.ts'

const now = 1_000_000

describe('retryAfterMs', () => {
  test('lets an origin ask that was declined once', () => {
    expect(retryAfterMs([], now)).toBeUndefined()
    expect(retryAfterMs([now], now)).toBeUndefined()
  })

  test('S19: makes an origin wait that was declined twice within a minute, until the first is a minute old', () => {
    expect(retryAfterMs([now - 59_999, now], now)).toBe(1)
    expect(retryAfterMs([now, now], now)).toBe(60_000)
    expect(retryAfterMs([now - 60_000, now], now)).toBeUndefined()
  })

  test('counts the latest ones', () => {
    expect(retryAfterMs([now - 50_000, now - 20_000, now - 10_000], now)).toBe(40_000)
  })

  test('follows the policy', () => {
    expect(retryAfterMs([now, now], now, { limit: 3 })).toBeUndefined()
    expect(retryAfterMs([now - 500], now, { limit: 1, withinMs: 1_000 })).toBe(500)
  })

  test('ignores what lies ahead of a clock that was set back', () => {
    expect(retryAfterMs([now + 86_400_000, now + 86_400_001], now)).toBeUndefined()
  })
})
