import { describe, expect, test } from 'vitest'
import { isTrustedHost } from './isTrustedHost.ts'

describe('isTrustedHost', () => {
  test.each(['https://node.tinycloud.xyz', 'https://tee.node.tinycloud.xyz'])('trusts %s everywhere', (host) => {
    expect([isTrustedHost(host, 'production'), isTrustedHost(host, 'development')]).toEqual([true, true])
  })

  test.each(['http://localhost:5176', 'http://127.0.0.1:5176', 'http://[::1]:5176', 'https://localhost'])(
    'trusts %s outside production',
    (host) => {
      expect([isTrustedHost(host, 'production'), isTrustedHost(host, 'development')]).toEqual([false, true])
    },
  )

  test.each([
    'http://node.tinycloud.xyz',
    'https://node.tinycloud.xyz:444',
    'https://node.tinycloud.xyz.evil.example',
    'https://evil.example/node.tinycloud.xyz',
    'https://node.tinycloud.xyz@evil.example',
    'https://user@node.tinycloud.xyz',
    'https://node.tinycloud.xyz/path',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0:5176',
    'file://localhost',
    'localhost:5176',
    'not a url',
    '',
  ])('does not trust %s', (host) => {
    expect(isTrustedHost(host, 'development')).toBe(false)
  })
})
