import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDomainOf, isUrl, parseOrigin } from './origin.ts'

describe('parseOrigin', () => {
  test.for([
    'https://app.example',
    'https://app.example:8443',
    'https://xn--mnchen-3ya.example',
    'http://localhost:5173',
    'http://notes.localhost',
    'http://127.0.0.1:8080',
  ])('takes %s', (text) => {
    expect(parseOrigin(text)).toBe(text)
  })

  test.for([
    'null',
    '',
    '*',
    'app.example',
    'http://app.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'https://app.example/',
    'https://app.example/path',
    'https://user@app.example',
    'https://app.example:443',
    'HTTPS://app.example',
    'https://APP.example',
    'https://münchen.example',
    'file://',
    'data:text/html,hi',
    'blob:https://app.example/1',
    'chrome-extension://abcdefgh',
  ])('refuses %s', (text) => {
    expect(() => parseOrigin(text)).toThrow(expect.objectContaining({ code: 'origin_not_allowed' }))
  })

  test('rejects everything that a browser would not report as an origin', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (text) => {
        const isOrigin = URL.canParse(text) && new URL(text).origin === text && text.startsWith('https://')
        if (isOrigin) expect(parseOrigin(text)).toBe(text)
        else expect(() => parseOrigin(text)).toThrow(expect.objectContaining({ code: 'origin_not_allowed' }))
      }),
    )
  })
})

describe('isDomainOf', () => {
  test.for([
    ['app.example', 'https://app.example'],
    ['app.example:8443', 'https://app.example:8443'],
    ['localhost:5173', 'http://localhost:5173'],
    ['localhost', 'http://localhost:5173'],
    ['notes.localhost', 'https://notes.localhost:8443'],
  ] as const)('accepts %s for %s', ([domain, origin]) => {
    expect(isDomainOf(domain, origin)).toBe(true)
  })

  test.for([
    ['app.example', 'https://app.example:8443'],
    ['app.example:443', 'https://app.example'],
    ['other.example', 'https://app.example'],
    ['app.example.evil.example', 'https://app.example'],
    ['example', 'https://app.example'],
    ['APP.example', 'https://app.example'],
    ['localhost:5174', 'http://localhost:5173'],
    ['localhost.evil.example', 'https://localhost.evil.example:8443'],
    ['', 'https://app.example'],
  ] as const)('rejects %s for %s', ([domain, origin]) => {
    expect(isDomainOf(domain, origin)).toBe(false)
  })
})

describe('isUrl', () => {
  test.for([
    ['https://a.example/', undefined],
    ['/path', undefined],
    ['/path', 'https://a.example/'],
    ['//', 'https://a.example/'],
    ['', 'https://a.example/'],
    ['', undefined],
    ['http://[::1', undefined],
    ['javascript:0', undefined],
  ] as const)('says of %o what URL.canParse says', ([text, base]) => {
    expect(isUrl(text, base)).toBe(URL.canParse(text, base))
  })
})
