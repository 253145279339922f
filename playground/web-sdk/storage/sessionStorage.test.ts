import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { mapStorage } from '../testing/mapStorage.ts'
import type { SessionStorage } from './sessionStorage.ts'
import { BrowserSessionStorage, MemorySessionStorage } from './sessionStorage.ts'

const storages: readonly [string, () => SessionStorage][] = [
  ['MemorySessionStorage', () => new MemorySessionStorage()],
  ['BrowserSessionStorage over sessionStorage', () => new BrowserSessionStorage({ storage: mapStorage() })],
  [
    'BrowserSessionStorage over localStorage',
    () => {
      vi.stubGlobal('localStorage', mapStorage())
      onTestFinished(() => {
        vi.unstubAllGlobals()
      })
      return new BrowserSessionStorage()
    },
  ],
]

describe.each(storages)('%s', (_, create) => {
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

describe('BrowserSessionStorage', () => {
  test('rejects if storage is blocked', async () => {
    const storage = new BrowserSessionStorage()
    await expect(storage.get('a')).rejects.toThrow()
  })
})
