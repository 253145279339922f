import { describe, expect, test } from 'vitest'
import { negotiateVersion } from './version.ts'

describe('negotiateVersion', () => {
  test('picks the highest version both speak', () => {
    expect([negotiateVersion([1], [1]), negotiateVersion([3, 2, 1], [1, 2, 9]), negotiateVersion([1], [2])]).toEqual([
      1,
      2,
      undefined,
    ])
  })
})
