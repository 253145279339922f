import { describe, expect, test } from 'vitest'
import { readPublicBase } from './publicBase.ts'

describe('readPublicBase', () => {
  test.each([
    ['https://openkey.example', { origin: 'https://openkey.example', path: '' }],
    ['https://openkey.example/', { origin: 'https://openkey.example', path: '' }],
    ['https://openkey.example/keys/v1', { origin: 'https://openkey.example', path: '/keys/v1' }],
    ['https://openkey.example:8443/keys/', { origin: 'https://openkey.example:8443', path: '/keys' }],
  ])('reads origin and path of %s', (publicUrl, base) => {
    expect(readPublicBase(publicUrl)).toMatchObject(base)
  })

  test.each([
    ['https://x.example/keys', '/keys/api/keys', '/api/keys'],
    ['https://x.example/keys', '/api/keys', '/api/keys'],
    ['https://x.example/keys', '/keys/health', '/health'],
    ['https://x.example/keys/', '/keys/inbox.json', '/inbox.json'],
    ['https://x.example/api', '/api/keys', '/api/keys'],
    ['https://x.example/api', '/api/api/keys', '/api/keys'],
    ['https://x.example/api/auth', '/api/auth/get-session', '/api/auth/get-session'],
    ['https://x.example/api/auth', '/api/auth/api/auth/get-session', '/api/auth/get-session'],
    ['https://x.example', '/api/keys', '/api/keys'],
    ['https://x.example/keys', '//api/keys', '/api/keys'],
    ['https://x.example/keys', '/keys//api/keys', '/api/keys'],
    ['https://x.example/keys', '///api/keys', '///api/keys'],
    ['https://x.example', '//api/keys', '//api/keys'],
    ['https://x.example/Keys', '/keys/api/keys', '/keys/api/keys'],
    ['https://x.example/schlüssel', '/schl%C3%BCssel/api/keys', '/api/keys'],
    ['https://x.example/my%20keys', '/my%20keys/api/keys', '/api/keys'],
    ['https://x.example/keys', '/keysapi/keys', '/keysapi/keys'],
    ['https://x.example/keys', '/keys/keys/api/keys', '/keys/keys/api/keys'],
    ['https://x.example/keys', '/other/api/keys', '/other/api/keys'],
    ['https://x.example/keys', '/keys', '/keys'],
  ])('below %s, %s is the route %s', (publicUrl, pathname, route) => {
    expect(readPublicBase(publicUrl).routePath(pathname)).toBe(route)
  })
})
