import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/protocol/testing', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(entry)).toMatchInlineSnapshot(`
      [
        "checkBy",
        "fakeClock",
        "hostileCalls",
        "hostileReplies",
        "portPair",
        "relativeCost",
        "testVector",
      ]
    `)
  })
})
