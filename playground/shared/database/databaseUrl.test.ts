import { describe, expect, test } from 'vitest'
import { locationOf, requiresTls } from './databaseUrl.ts'

describe('requiresTls', () => {
  test.each([
    ['postgres://user:secret@localhost:5432/keys', false],
    ['postgres://user:secret@127.0.0.1/keys', false],
    ['mysql://user:secret@[::1]/keys', false],
    ['postgres://user:secret@localhost/keys?host=/var/run/postgresql', false],
    ['postgres://user:secret@db.example/keys', true],
    ['postgres://user:secret@db.example/keys?sslmode=verify-full', true],
    ['postgres://user:secret@localhost/keys?host=db.example', true],
    ['postgres://user:secret@127.0.0.1.example/keys', true],
  ])('decides about %s', (url, expected) => expect(requiresTls(url)).toBe(expected))

  test.each([
    ['sslmode=disable', 'postgres://user:secret@db.example/keys?sslmode=disable'],
    ['sslmode=no-verify', 'postgres://user:secret@db.example/keys?sslmode=no-verify'],
    ['ssl', 'mysql://user:secret@db.example/keys?ssl={"rejectUnauthorized":false}'],
    ['uselibpqcompat', 'postgres://user:secret@db.example/keys?uselibpqcompat=true&sslmode=require'],
  ])('S21: rejects %s for a remote server, without the password', (_, url) => {
    const scheme = url.split(':')[0]
    expect(() => requiresTls(url)).toThrow(
      `The connection to ${scheme}://db.example/keys must use TLS with a verified certificate: remove the option.`,
    )
  })
})

describe('locationOf', () => {
  test('leaves out user and password', () => {
    expect(locationOf('postgres://user:secret@db.example:5432/keys?sslmode=require')).toBe(
      'postgres://db.example:5432/keys',
    )
  })
})
