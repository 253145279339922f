import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admitSource } from './admitSource.ts'
import { allowsUrl } from './allowsUrl.ts'
import { formatPolicy, type Policy, parsePolicies } from './policy.ts'
import { sourcesOf } from './sourcesOf.ts'

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

  test('takes the first of two equal directives', () => {
    expect(parsePolicies("frame-src https:; frame-src 'none'").map(formatPolicy)).toEqual(['frame-src https:'])
  })

  test('reads any text, and reads what it wrote as the same', () => {
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
  ] as const)('finds who decides on frames in %s', ([text, sources]) => {
    expect(parsePolicies(text).map((policy) => sourcesOf(policy, 'frame-src'))).toEqual([sources])
  })

  test('lets nothing stand in for frame-ancestors', () => {
    const [policy = new Map()] = parsePolicies("default-src 'none'; frame-src 'none'")
    expect(sourcesOf(policy, 'frame-ancestors')).toBeUndefined()
  })
})

describe('admitSource', () => {
  const widget = new URL('https://openkey.example/')
  const page = new URL('https://app.example/')
  const frames = (policy: Policy, url: URL) => allowsUrl(sourcesOf(policy, 'frame-src'), url, page)

  test('lets the widget in, and keeps out nothing that was in', () => {
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
