import { describe, expect, test } from 'vitest'
import * as entry from './index.ts'

describe('@openkey/host-sdk/testing/playwright', () => {
  test('exports the user of the widget and their authenticator', () => {
    expect(Object.keys(entry)).toMatchInlineSnapshot(`
      [
        "addVirtualAuthenticator",
        "enterByEmail",
        "pressAfterReading",
        "readingMs",
        "readCodeFrom",
        "createWidgetUser",
        "openWidgetWindow",
        "reloadMidway",
      ]
    `)
  })
})
