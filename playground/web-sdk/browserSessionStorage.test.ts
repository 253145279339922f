import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { describeSessionStorage } from '../sdk-core/testing/describeSessionStorage.ts'
import { BrowserSessionStorage } from './browserSessionStorage.ts'
import { mapStorage } from './testing/mapStorage.ts'

describeSessionStorage('BrowserSessionStorage over sessionStorage', () => {
  return new BrowserSessionStorage({ storage: mapStorage() })
})

describeSessionStorage('BrowserSessionStorage over localStorage', () => {
  vi.stubGlobal('localStorage', mapStorage())
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return new BrowserSessionStorage()
})

describe('BrowserSessionStorage', () => {
  test('rejects if storage is blocked', async () => {
    const storage = new BrowserSessionStorage()
    await expect(storage.get('a')).rejects.toThrow()
  })
})
