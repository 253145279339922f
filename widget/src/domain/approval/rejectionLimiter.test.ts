import { describe, expect, test } from 'vitest'
import { createRejectionLimiter } from './rejectionLimiter.ts'

describe('createRefusalBudget', () => {
  test('R5: rejects messages after twenty refusals within a minute, and reports for how long', () => {
    const budget = createRejectionLimiter()
    for (let at = 1; at <= 19; at++) budget.record(at * 1_000)
    expect(budget.retryAfterMs(19_000)).toBeUndefined()
    budget.record(20_000)
    expect(budget.retryAfterMs(20_000)).toBe(41_000)
    expect(budget.retryAfterMs(61_001)).toBeUndefined()
  })

  test('is not locked by a clock that was set back', () => {
    const budget = createRejectionLimiter()
    for (let count = 0; count < 20; count++) budget.record(1_000_000)
    expect(budget.retryAfterMs(1_000)).toBeUndefined()
  })
})
