import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeFindings } from './command/runCommand.ts'
import type { Observations } from './observations.ts'
import { printable } from './printable.ts'
import { runChecks } from './runChecks.ts'

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** Text with much of what should not reach a terminal. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\r\n', '\u202e', '\u2066', '\u2028', '\ud800'),
      fc.constantFrom("frame-src 'none'", 'text/plain', 'same-origin', 'deny', 'require-corp'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

const headers = fc.record(
  {
    'content-security-policy': hostile,
    'permissions-policy': hostile,
    'cross-origin-opener-policy': hostile,
    'cross-origin-embedder-policy': hostile,
    'x-frame-options': hostile,
    'content-type': hostile,
  },
  { requiredKeys: [] },
)

const observations: fc.Arbitrary<Observations> = fc.record({
  page: fc.record({
    url: fc.constant('https://app.example/notes'),
    origin: hostile,
    isSecure: fc.boolean(),
    headers,
    metaPolicies: fc.array(hostile, { maxLength: 2 }),
    violatedPolicies: fc.array(hostile, { maxLength: 2 }),
    userAgent: hostile,
  }),
  widget: fc.record({
    url: fc.constant('https://openkey.example/'),
    origin: fc.constant('https://openkey.example'),
    isSecure: fc.boolean(),
    response: fc.oneof(
      fc.record({ failure: hostile }),
      fc.record({ url: fc.constant('https://openkey.example/'), status: fc.constantFrom(200, 404), headers }),
    ),
    answer: fc.record({
      code: fc.constantFrom('internal', 'version_mismatch', 'origin_not_allowed'),
      message: hostile,
      expected: hostile,
      received: hostile,
    }),
  }),
})

describe('printable', () => {
  test.for([
    ['an ANSI escape', 'a\u001b[31mb', 'a[31mb'],
    ['the one-byte form of it', 'a\u009b31mb', 'a31mb'],
    ['bidi controls', 'a\u202eb\u2066c\u2069', 'abc'],
    ['a line of its own', 'a\r\n✓ all is well\u2028b', 'a ✓ all is well b'],
    ['zero-width characters', 'a\u200bb\ufeffc', 'abc'],
    ['a bell and a backspace', 'a\u0007\bb', 'ab'],
    ['nothing of other scripts', 'Grüße, 漢字, “…” 🦊', 'Grüße, 漢字, “…” 🦊'],
  ] as const)('removes %s', ([, text, expected]) => {
    expect(printable(text)).toBe(expected)
  })

  test('removes everything that can control a terminal, and is idempotent', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(printable(text)).not.toMatch(unprintable)
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })

  test('applies to every finding, whatever the page and its servers send', () => {
    const isFound = { hostile: 0 }
    fc.assert(
      fc.property(observations, (observed) => {
        for (const { problem, fix } of runChecks(observed)) {
          isFound.hostile++
          expect(`${problem}${fix}`).not.toMatch(unprintable)
        }
      }),
    )
    expect(isFound.hostile).toBeGreaterThan(100)
  })

  test('applies to every line of the command, including findings that no rule has made', () => {
    fc.assert(
      fc.property(hostile, hostile, (problem, url) => {
        const finding = { code: 'page_unreachable', problem, fix: 'Start it.', severity: 'error' } as const
        const lines = describeFindings(url, [finding])
        expect(lines).toHaveLength(4)
        expect(lines.join('')).not.toMatch(unprintable)
      }),
    )
  })
})
