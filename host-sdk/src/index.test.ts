import { describe, expect, test } from 'vitest'
import * as sdk from './index.ts'

describe('@openkey/host-sdk', () => {
  test('exports these values and no others', () => {
    expect(Object.keys(sdk)).toMatchInlineSnapshot(`
      [
        "isOpenKeyError",
        "OpenKeyError",
        "createOpenKey",
      ]
    `)
  })

  test('can be created on a server, where every call rejects', async () => {
    const openkey = sdk.createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
    await expect(openkey.connect()).rejects.toMatchObject({ code: 'presentation_unavailable' })
  })
})
