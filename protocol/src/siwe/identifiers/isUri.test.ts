import { describe, expect, test } from 'vitest'
import { isUri } from './isUri.ts'

describe('isUri', () => {
  test.each([
    'https://app.example',
    'https://app.example/a//b;c=1?x=/?#y/?',
    'http://user:pw@[::1]:/',
    'file:///etc/hosts',
    'a:',
    'a:/',
    'a:b/c',
    'a:/b//c',
    'urn:recap:eyJhdHQiOnt9fQ',
    'did:key:z6Mk#z6Mk',
    'a:%20',
  ])('accepts %s', (text) => {
    expect(isUri(text)).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['a relative reference', '/a'],
    ['a scheme that begins with a digit', '1a:b'],
    ['a space', 'a:b c'],
    ['a quotation mark', 'a:"'],
    ['a broken escape', 'a:%2'],
    ['two fragments', 'a:b#c#d'],
    ['brackets in a path', 'a:[b]'],
    ['two at signs', 'a://b@c@d'],
    ['a letter in a port', 'a://b:c'],
    ['a broken IPv6 address', 'a://[1:2]'],
    ['a letter outside ASCII', 'a:é'],
    ['a line feed at the end', 'a:b\n'],
  ])('refuses %s', (_, text) => {
    expect(isUri(text)).toBe(false)
  })

  test('takes no longer than a blink for hostile text of full size', () => {
    const start = performance.now()
    isUri(`a://${'a'.repeat(32_000)}"`)
    isUri(`a:${'/a'.repeat(16_000)}"`)
    isUri(`a://${'%2'.repeat(16_000)}`)
    expect(performance.now() - start).toBeLessThan(200)
  })
})
