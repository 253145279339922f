import { describe, expect, test } from 'vitest'
import { responseHeaders } from '../responseHeaders.ts'
import { aHostedWidget, withoutLongValues } from '../testing/aHostedWidget.ts'
import { staticHeaders } from './staticHeaders.ts'

const { config } = aHostedWidget()
const text = staticHeaders({ config, assets: ['/assets/index-abc.css', '/assets/index-abc.js'] })

describe('staticHeaders', () => {
  test('is a rule for all paths, and one for each file', () => {
    expect(withoutLongValues(text)).toMatchInlineSnapshot(`
      "/*
        content-security-policy: <policy>
        permissions-policy: <features>
        cross-origin-embedder-policy: require-corp
        referrer-policy: no-referrer
        x-content-type-options: nosniff
        strict-transport-security: max-age=63072000

      /
        cross-origin-resource-policy: cross-origin
        cache-control: no-cache

      /device
        content-security-policy: <policy>
        cross-origin-opener-policy: same-origin
        cross-origin-resource-policy: same-origin
        cache-control: no-cache

      /assets/index-abc.css
        cross-origin-resource-policy: same-origin
        cache-control: public, max-age=31536000, immutable

      /assets/index-abc.js
        cross-origin-resource-policy: same-origin
        cache-control: public, max-age=31536000, immutable
      "
    `)
  })

  test.each([
    ['/', 'document'],
    ['/assets/index-abc.js', 'asset'],
  ] as const)('the rules that match %s say each header once', (path, answer) => {
    const { vary: _, ...expected } = responseHeaders(config, answer)
    expect(matching(path).toSorted()).toEqual(
      Object.entries(expected)
        .map((header) => header.join(': '))
        .toSorted(),
    )
  })
})

/** All header lines of the rules that a host applies to a path. */
function matching(path: string): readonly string[] {
  const rules = text.split('\n\n').map((rule) => rule.trimEnd().split('\n'))
  return rules.flatMap(([of, ...headers]) => (of === '/*' || of === path ? headers.map((line) => line.trim()) : []))
}
