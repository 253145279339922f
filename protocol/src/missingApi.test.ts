import { describe, expect, test } from 'vitest'
import { missingApi } from './missingApi.ts'

describe('missingApi', () => {
  test('names the first that is not there, however deep, and nothing where all are', () => {
    expect(missingApi(['crypto.randomUUID', 'Array.prototype.at'])).toBeUndefined()
    expect(missingApi(['structuredClone', 'crypto.nothing', 'Nothing'])).toBe('crypto.nothing')
    expect(missingApi(['Nothing.prototype.at'])).toBe('Nothing.prototype.at')
  })
})
