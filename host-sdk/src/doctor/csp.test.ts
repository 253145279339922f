import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admitSource, allowsUrl, formatPolicy, type Policy, parsePolicies, sourcesOf } from './csp.ts'

const token = fc.stringMatching(/^[a-zA-Z0-9:/.*'-]{1,12}$/)
const directive = fc.oneof(fc.constantFrom('frame-src', 'CHILD-src', 'default-src', 'img-src'), token)
const policyText = fc
  .array(fc.tuple(directive, fc.array(fc.oneof(token, fc.constantFrom("'self'", "'none'", 'https:', '*')))), {
    maxLength: 6,
  })
  .map((directives) => directives.map(([name, sources]) => [name, ...sources].join(' ')).join(';'))

describe('parsePolicies', () => {
  test('reads several policies, whatever their spaces and case', () => {
    expect(
      parsePolicies(" Frame-SRC  'self'\thttps://a.example ;; img-src;,, default-src *").map((policy) => [...policy]),
    ).toEqual([
      [
        ['frame-src', ["'self'", 'https://a.example']],
        ['img-src', []],
      ],
      [['default-src', ['*']]],
    ])
  })

  test('keeps the first of two equal directives', () => {
    expect(parsePolicies("frame-src https:; frame-src 'none'").map(formatPolicy)).toEqual(['frame-src https:'])
  })

  test('parses any text, and parses its own output to the same value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), policyText), (text) => {
        const policies = parsePolicies(text)
        expect(parsePolicies(policies.map(formatPolicy).join(', '))).toEqual(policies)
      }),
    )
  })
})

describe('sourcesOf', () => {
  test.for([
    ['frame-src a; child-src b; default-src c', ['a']],
    ['default-src c; child-src b', ['b']],
    ['img-src a; default-src c', ['c']],
    ['img-src a', undefined],
  ] as const)('returns the sources that apply to frames in %s', ([text, sources]) => {
    expect(parsePolicies(text).map((policy) => sourcesOf(policy, 'frame-src'))).toEqual([sources])
  })

  test('has no fallback for frame-ancestors', () => {
    const [policy = new Map()] = parsePolicies("default-src 'none'; frame-src 'none'")
    expect(sourcesOf(policy, 'frame-ancestors')).toBeUndefined()
  })
})

describe('admitSource', () => {
  const widget = new URL('https://openkey.example/')
  const page = new URL('https://app.example/')
  const frames = (policy: Policy, url: URL) => allowsUrl(sourcesOf(policy, 'frame-src'), url, page)

  test('allows the widget, and everything that was allowed before', () => {
    const others = ['https://app.example/x', 'https://videos.example/', 'http://plain.example/'].map(
      (url) => new URL(url),
    )
    fc.assert(
      fc.property(policyText, (text) => {
        for (const policy of parsePolicies(text).filter((policy) => !frames(policy, widget))) {
          const [mended = new Map()] = parsePolicies(formatPolicy(admitSource(policy, 'frame-src', widget.origin)))
          expect(frames(mended, widget)).toBe(true)
          for (const url of others) if (frames(policy, url)) expect(frames(mended, url)).toBe(true)
        }
      }),
    )
  })

  test('changes no other directive', () => {
    fc.assert(
      fc.property(policyText, (text) => {
        for (const policy of parsePolicies(text)) {
          const mended = admitSource(policy, 'frame-src', widget.origin)
          for (const [name, sources] of policy) if (name !== 'frame-src') expect(mended.get(name)).toEqual(sources)
        }
      }),
    )
  })
})

const self = new URL('https://app.example/page')
const allows = (sources: string, url: string, page = self) =>
  allowsUrl(sources.split(' ').filter(Boolean), new URL(url), page)

const host = fc.domain()
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
const url = fc
  .tuple(fc.constantFrom('http', 'https'), host, port, fc.webPath())
  .map(([scheme, host, port, path]) => new URL(`${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}`))

/** Anything a source list may hold, sense or nonsense. */
const source = fc.oneof(
  fc.constantFrom('*', "'self'", "'none'", 'https:', 'http:', 'data:', "'unsafe-inline'", "'nonce-a'", '*.', '//', ':'),
  url.map(({ origin }) => origin),
  host,
  host.map((name) => `*.${name}`),
  fc.string().map((text) => text.replaceAll(/[\s;,]/g, '')),
)

type Row = readonly [sources: string, url: string]

describe('allowsUrl', () => {
  test.for<Row>([
    ['*', 'https://openkey.example/'],
    ['https:', 'https://openkey.example/'],
    ['HTTPS:', 'https://openkey.example/'],
    ['http:', 'https://openkey.example/'],
    ['openkey.example', 'https://openkey.example/'],
    ['OPENKEY.example', 'https://openkey.example/'],
    ['https://openkey.example', 'https://openkey.example/widget'],
    ['https://openkey.example:443', 'https://openkey.example/'],
    ['https://openkey.example/', 'https://openkey.example/widget'],
    ['https://openkey.example:*', 'https://openkey.example:8443/'],
    ['https://*.example', 'https://openkey.example/'],
    ['https://*.example', 'https://a.b.example/'],
    ['*:8443', 'https://openkey.example:8443/'],
    ['https://openkey.example/widget/', 'https://openkey.example/widget/index.html'],
    ['https://openkey.example/w%69dget', 'https://openkey.example/widget'],
    ['http://*.localhost:*', 'http://openkey.localhost:5174/'],
    ["'self'", 'https://app.example/widget'],
    ["'none' https:", 'https://openkey.example/'],
  ])('%s allows %s', ([sources, url]) => {
    expect(allows(sources, url)).toBe(true)
  })

  test.for<Row>([
    ['', 'https://openkey.example/'],
    ["'none'", 'https://openkey.example/'],
    ["'self'", 'https://openkey.example/'],
    ["'unsafe-inline'", 'https://openkey.example/'],
    ['*', 'data:text/html,'],
    ['https:', 'http://openkey.example/'],
    ['https://openkey.example', 'http://openkey.example/'],
    ['openkey.example', 'http://openkey.example/'],
    ['https://openkey.example', 'https://openkey.example:8443/'],
    ['https://openkey.example:8443', 'https://openkey.example/'],
    ['https://openkey.example', 'https://evil-openkey.example/'],
    ['https://openkey.example', 'https://openkey.example.evil.example/'],
    ['https://*.openkey.example', 'https://openkey.example/'],
    ['https://*.example', 'https://evilexample/'],
    ['https://openkey.example/widget', 'https://openkey.example/widget/'],
    ['https://openkey.example/widget/', 'https://openkey.example/widgets'],
    ['https://openkey.example/%', 'https://openkey.example/'],
  ])('%s blocks %s', ([sources, url]) => {
    expect(allows(sources, url)).toBe(false)
  })

  test('uses the page’s own scheme for a source without one', () => {
    expect(allows('openkey.example', 'http://openkey.example/', new URL('http://app.example/'))).toBe(true)
    expect(allows("'self'", 'https://app.example/', new URL('http://app.example/'))).toBe(true)
    expect(allows("'self'", 'https://app.example:8443/', new URL('http://app.example/'))).toBe(false)
  })

  test('allows a URL by its own origin, whatever else is listed', () => {
    fc.assert(
      fc.property(fc.array(source), url, (sources, url) => {
        expect(allowsUrl([...sources, url.origin], url, self)).toBe(true)
      }),
    )
  })

  test('never allows less with one more source', () => {
    fc.assert(
      fc.property(fc.array(source), source, url, (sources, more, url) => {
        if (allowsUrl(sources, url, self)) expect(allowsUrl([...sources, more], url, self)).toBe(true)
      }),
    )
  })

  test('allows exactly what one of its sources allows', () => {
    fc.assert(
      fc.property(fc.array(source), url, url, (sources, url, page) => {
        expect(allowsUrl(sources, url, page)).toBe(sources.some((one) => allowsUrl([one], url, page)))
      }),
    )
  })
})
