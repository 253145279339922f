import { describe, expect, test } from 'vitest'
import { isAuthority } from './isAuthority.ts'

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
