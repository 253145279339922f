import { describe, expect, test } from 'vitest'
import { isDatabaseUnavailable } from './isDatabaseUnavailable.ts'

const coded = (code: string) => Object.assign(new Error('refused'), { code })

describe('isDatabaseUnavailable', () => {
  test.each([
    coded('ECONNREFUSED'),
    coded('57P01'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Failed query: select 1', { cause: coded('57P03') }),
  ])('recognises %s', (error) => {
    expect(isDatabaseUnavailable(error)).toBe(true)
  })

  test.each([
    coded('23505'),
    new Error('The session ended.'),
    new Error('x', { cause: 'ECONNREFUSED' }),
    'ECONNREFUSED',
  ])('does not take %s for it', (error) => {
    expect(isDatabaseUnavailable(error)).toBe(false)
  })
})
