import { describe, expect, test } from 'vitest'
import { lackingApi } from './lackingApi.ts'

describe('lackingApi', () => {
  test('names the first that is not there, however deep, and nothing where all are', () => {
    expect(lackingApi(['crypto.randomUUID', 'Array.prototype.at'])).toBeUndefined()
    expect(lackingApi(['structuredClone', 'crypto.nothing', 'Nothing'])).toBe('crypto.nothing')
    expect(lackingApi(['Nothing.prototype.at'])).toBe('Nothing.prototype.at')
  })
})
