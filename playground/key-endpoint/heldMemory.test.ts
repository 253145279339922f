import { describe, expect, test } from 'vitest'
import { measureHeldMemory } from '../shared/testing/heldMemory.ts'

describe('a request in progress at the key endpoint', () => {
  test('S21: holds at most four times the longest token or body in memory', async () => {
    const measured = await measureHeldMemory(new URL('testing/heldMemoryCases.ts', import.meta.url))
    expect(measured.length).toBeGreaterThan(16)
    expect(measured.filter(({ times }) => times > 4)).toEqual([])
  })
})
