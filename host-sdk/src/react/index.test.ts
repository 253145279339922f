import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/host-sdk/react', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(entry)).toMatchInlineSnapshot(`
      [
        "OpenKeyProvider",
        "useOpenKey",
      ]
    `)
  })
})
