import { describe, expect, test } from 'vitest'
import { readTrustedOrigins, requireTrusted } from './trustedOrigins.ts'

const pageOrigin = 'https://notes.example'
const widgetUrl = 'https://openkey.example/path?query'
const read = (listed?: unknown) =>
  readTrustedOrigins({ pageOrigin, widgetUrl, allowOrigins: listed as readonly string[] | undefined })

describe('readTrustedOrigins', () => {
  test('S20: without a list, trusts the page and the widget of the script', () => {
    expect(read()).toEqual({ server: [pageOrigin], widget: ['https://openkey.example'] })
    expect(readTrustedOrigins({ pageOrigin, widgetUrl: undefined, allowOrigins: undefined }).widget).toEqual([])
  })

  test('adds the listed origins to both', () => {
    expect(read(['https://api.example', 'http://localhost:8080'])).toEqual({
      server: [pageOrigin, 'https://api.example', 'http://localhost:8080'],
      widget: ['https://openkey.example', 'https://api.example', 'http://localhost:8080'],
    })
  })

  test.for<readonly [unknown, string]>([
    ['https://api.example', 'https://api.example'],
    [['https://api.example/'], 'https://api.example/'],
    [['https://*.example'], 'https://*.example'],
    [['*'], '*'],
    [['null'], 'null'],
    [['data:'], 'data:'],
    [['https://API.example'], 'https://API.example'],
    [[7], '7'],
    [null, 'null'],
  ])('accepts exact origins only, and rejects %o', ([listed, received]) => {
    expect(() => read(listed)).toThrow(
      expect.objectContaining({
        code: 'invalid_params',
        message: `OpenKey.allowOrigins must be a list of exact origins such as https://api.example, not “${received}”.`,
        details: { field: 'allowOrigins', received },
      }),
    )
  })
})

describe('requireTrusted', () => {
  test('S20: rejects every origin without a list', () => {
    expect(() => requireTrusted('widget', 'https://fake.example/', [])).toThrow('must be on a listed origin, not on')
  })

  test('S20: a URL without an origin matches nothing', () => {
    for (const url of ['data:text/plain,1', 'about:blank', 'mailto:a@b', 'nothing'])
      expect(() => requireTrusted('action', url, [pageOrigin, 'null'])).toThrow('action must be on')
  })
})
