import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createByteSemaphore } from './byteSemaphore.ts'

describe('createByteSemaphore', () => {
  test('S21: reserves no more than its limit, and no more than half of it for one owner', () => {
    const semaphore = createByteSemaphore({ maxBytes: 100 })
    expect([50, 1].map((bytes) => semaphore.reserve(bytes, 'a'))).toEqual([true, false])
    expect([50, 1].map((bytes) => semaphore.reserve(bytes, 'b'))).toEqual([true, false])
    expect(semaphore.reserve(1, undefined)).toBe(false)
  })

  test('reserves again what was released', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.constantFrom('a', 'b', undefined))), (requests) => {
        const semaphore = createByteSemaphore({ maxBytes: 100 })
        const reserved = requests.filter(([bytes, owner]) => semaphore.reserve(bytes, owner))
        for (const [bytes, owner] of reserved) semaphore.release(bytes, owner)
        expect([semaphore.reserve(50, 'a'), semaphore.reserve(50, 'b')]).toEqual([true, true])
      }),
    )
  })
})
