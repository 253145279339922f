import { describe, expect, test } from 'vitest'
import { countEach } from './countEach.ts'

describe('countEach', () => {
  test('counts the events of each subject up to its sum, in their order', () => {
    const sums = { a: 7, b: 1 }
    const events = (['a', 'b', 'a', 'a'] as const).map((subject) => ({ subject, count: sums[subject] }))
    expect(countEach(events).map(({ count }) => count)).toEqual([5, 1, 6, 7])
  })
})
