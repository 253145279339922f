import { afterEach, describe, expect, test, vi } from 'vitest'
import { chooseMail } from './openServices.ts'

const clock = { now: () => 0 }
afterEach(() => vi.unstubAllEnvs())

describe('chooseMail', () => {
  test('returns an inbox in development', () => {
    const { mail, inbox } = chooseMail({ given: undefined, environment: 'development', clock })
    expect(mail).toBe(inbox)
  })

  test('returns a given transport without an inbox', () => {
    const given = { send: async () => {} }
    expect(chooseMail({ given, environment: 'development', clock })).toEqual({ mail: given })
  })

  test.each([
    ['production', 'development'],
    ['development', 'production'],
  ] as const)('throws with environment %s and NODE_ENV %s', (environment, nodeEnv) => {
    vi.stubEnv('NODE_ENV', nodeEnv)
    expect(() => chooseMail({ given: undefined, environment, clock })).toThrow(
      expect.objectContaining({ code: 'mail_transport_missing' }),
    )
  })
})
