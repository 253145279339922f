import { describe, expect, test } from 'vitest'
import { relativeCost } from '../../testing/relativeCost.ts'
import { isAuthority, isUri } from './uri.ts'

describe('isAuthority', () => {
  test.each([
    'app.example',
    'localhost:5173',
    '127.0.0.1:8080',
    '[::1]',
    '[aaaa:bbbb:cccc:dddd:eeee:ffff:111.111.111.111]',
    '[2001:db8::ff00:42:8329]:443',
    'xn--bcher-kva.example',
    'a%20b',
    'example.com:65535',
  ])('accepts %s', (text) => {
    expect(isAuthority(text)).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['userinfo', 'trusted.example@evil.example'],
    ['userinfo with a password', 'a:b@evil.example'],
    ['a path', 'app.example/'],
    ['a scheme', 'https://app.example'],
    ['an empty host', ':80'],
    ['an empty port', 'app.example:'],
    ['a port with a leading zero', 'app.example:080'],
    ['a port past 65535', 'app.example:65536'],
    ['two ports', 'app.example:80:80'],
    ['a space', 'app example'],
    ['a letter outside ASCII', 'bücher.example'],
    ['a broken escape', 'a%2'],
    ['a bare IPv6 address', '::1'],
    ['a broken IPv6 address', '[::1::]'],
    ['an IPv6 zone', '[fe80::1%25en0]'],
    ['a future IP literal', '[v1.a]'],
    ['a line feed at the end', 'app.example\n'],
  ])('refuses %s', (_, text) => {
    expect(isAuthority(text)).toBe(false)
  })
})

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

  test.each([
    ['a long host', `a://${'a'.repeat(32_000)}"`],
    ['a long path', `a:${'/a'.repeat(16_000)}"`],
    ['many escapes', `a://${'%2'.repeat(16_000)}`],
  ])('R5: costs less than hashing the text ten times: %s', (_, text) => {
    const reading = relativeCost(text, isUri)
    for (let round = 0; round < 50; round++) reading.sample()
    expect(reading.cost()).toBeLessThan(10)
  })
})
