import { describe, expect, test } from 'vitest'
import { isOpenTo } from '../auth/isOpenTo.ts'

const callerWith = (thumbprint: string | null) => ({ bearer: 'b', databaseToken: 't', thumbprint })
const sessionOf = (dpopThumbprint: string | null) => ({ expiresAt: new Date(1000), dpopThumbprint })

describe('isOpenTo', () => {
  test.each([
    ['a plain session to its bearer', null, null, true],
    ['a bound session to its key', 'mine', 'mine', true],
    ['a bound session to another key', 'mine', 'other', false],
    ['a bound session to a plain bearer', 'mine', null, false],
    ['a plain session to any key', null, 'other', false],
  ])('%s', (_, bound, proved, isOpen) => {
    expect(isOpenTo(callerWith(proved), sessionOf(bound), 999)).toBe(isOpen)
  })

  test('is closed from the moment the session ends', () => {
    expect(isOpenTo(callerWith(null), sessionOf(null), 1000)).toBe(false)
  })
})
