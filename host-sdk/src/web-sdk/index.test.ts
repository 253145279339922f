import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/host-sdk/web-sdk', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(entry)).toMatchInlineSnapshot(`
      [
        "webSdkConfig",
        "withNarrowing",
      ]
    `)
  })
})
