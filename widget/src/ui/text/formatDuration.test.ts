import { describe, expect, test } from 'vitest'
import { formatDuration } from './formatDuration.ts'

describe('formatDuration', () => {
  test.each([
    [604_796_400, '7 days'],
    [24 * 60 * 60_000, '1 day'],
    [30 * 60 * 60_000, '30 hours'],
    [90 * 60_000, '90 minutes'],
    [60 * 60_000 - 400, '1 hour'],
    [59_000, '1 minute'],
    [45_000, '45 seconds'],
    [-5, 'less than a second'],
  ])('says %d ms as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text)
  })
})
