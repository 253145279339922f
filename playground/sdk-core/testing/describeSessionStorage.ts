import { describe, expect, test } from 'vitest'
import type { SessionStorage } from '../storage/sessionStorage.ts'

/** The tests that every session storage must pass. */
export function describeSessionStorage(name: string, create: () => SessionStorage): void {
  describe(name, () => {
    test('returns the last value', async () => {
      const storage = create()
      await storage.set('a', '1')
      await storage.set('a', '2')
      expect(await storage.get('a')).toBe('2')
    })

    test('separates keys', async () => {
      const storage = create()
      await storage.set('a', '1')
      expect(await storage.get('b')).toBeUndefined()
    })

    test('removes a value, and accepts a missing key', async () => {
      const storage = create()
      await storage.set('a', '1')
      await storage.remove('a')
      await storage.remove('a')
      expect(await storage.get('a')).toBeUndefined()
    })
  })
}
