import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/host-sdk/debug', () => {
  test('exports onDebug', () => {
    expect(Object.keys(entry)).toEqual(['onDebug'])
  })
})
