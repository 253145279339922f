import { describe, expect, test } from 'vitest'
import { formatDate, formatList, formatRemaining } from './format.ts'

describe('formatRemaining', () => {
  test.each([
    [604_796_400, 'in 7 days'],
    [24 * 60 * 60_000, 'in 1 day'],
    [30 * 60 * 60_000, 'in 30 hours'],
    [90 * 60_000, 'in 90 minutes'],
    [60 * 60_000 - 400, 'in 1 hour'],
    [59_000, 'in 1 minute'],
    [45_000, 'in 45 seconds'],
    [-5, 'in 1 second'],
  ])('formats %d ms as “%s”', (durationMs, text) => {
    expect(formatRemaining(durationMs)).toBe(text)
  })
})

describe('formatDate', () => {
  test('names the month, so that no reader takes it for the day', () => {
    expect(formatDate(new Date(2026, 10, 27, 9, 19).getTime())).toBe('27 Nov 2026, 09:19')
  })
})

describe('formatList', () => {
  test.each([
    [['read'], 'read'],
    [['read', 'change'], 'read and change'],
    [['read', 'change', 'delete'], 'read, change and delete'],
  ])('formats %j as “%s”', (words, text) => {
    expect(formatList(words)).toBe(text)
  })
})
