import { describe, expect, test } from 'vitest'
import type { BootstrapState } from './bootstrapState.ts'
import { createLocalAttempts } from './createBootstrap.ts'

const key = { keyId: 'k', chainId: 1, host: 'http://node', version: 'v' }
const recorded: BootstrapState = { phase: 'recorded' }

describe('createLocalAttempts', () => {
  test('returns a running attempt until it has ended', async () => {
    const attempts = createLocalAttempts({ clock: { now: () => 0 }, leaseMs: 10 })
    expect(attempts.find(key)).toBeUndefined()
    attempts.add(key, Promise.resolve(recorded))
    expect(await attempts.find(key)).toEqual(recorded)
    expect(attempts.find(key)).toBeUndefined()
  })

  test.each([{ keyId: 'l' }, { chainId: 2 }, { host: 'http://other' }, { version: 'w' }])(
    'keeps accounts apart: %o',
    (change) => {
      const attempts = createLocalAttempts({ clock: { now: () => 0 }, leaseMs: 10 })
      attempts.add(key, new Promise(() => {}))
      expect(attempts.find({ ...key, ...change })).toBeUndefined()
    },
  )

  test('returns no attempt that is older than its lease', () => {
    let now = 0
    const attempts = createLocalAttempts({ clock: { now: () => now }, leaseMs: 10 })
    attempts.add(key, new Promise(() => {}))
    now = 9
    expect(attempts.find(key)).toBeDefined()
    now = 10
    expect(attempts.find(key)).toBeUndefined()
  })

  test('forgets an attempt that throws, but not a later one', async () => {
    const attempts = createLocalAttempts({ clock: { now: () => 0 }, leaseMs: 10 })
    let end = () => {}
    const first = new Promise<BootstrapState>((_, reject) => {
      end = () => reject(new RangeError('x'))
    })
    attempts.add(key, first)
    const second = new Promise<BootstrapState>(() => {})
    attempts.add(key, second)
    end()
    await expect(first).rejects.toThrow(RangeError)
    expect(attempts.find(key)).toBe(second)
  })
})
