import { describe, expect, test } from 'vitest'
import { isSessionValidFor } from './readCaller.ts'

const callerWith = (thumbprint: string | null) => ({ bearer: 'b', databaseToken: 't', thumbprint })
const sessionOf = (dpopThumbprint: string | null) => ({ expiresAt: new Date(1000), dpopThumbprint })

describe('isSessionValidFor', () => {
  test.each([
    ['a plain session to its bearer', null, null, true],
    ['a bound session to its key', 'mine', 'mine', true],
    ['a bound session to another key', 'mine', 'other', false],
    ['a bound session to a plain bearer', 'mine', null, false],
    ['a plain session to any key', null, 'other', false],
  ])('%s', (_, bound, proved, isOpen) => {
    expect(isSessionValidFor(callerWith(proved), sessionOf(bound), 999)).toBe(isOpen)
  })

  test('rejects a session from the moment it expires', () => {
    expect(isSessionValidFor(callerWith(null), sessionOf(null), 1000)).toBe(false)
  })
})
