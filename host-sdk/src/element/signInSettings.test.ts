import { isOpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { readSignInSettings } from './signInSettings.ts'

const page = 'https://notes.example/account/'
const own = { widget: 'https://openkey.example/', 'app-name': 'Notes' }
const given = (attributes: Readonly<Record<string, string>>) => (name: string) => attributes[name] ?? null
const read = (attributes: Readonly<Record<string, string>>) => readSignInSettings(given(attributes), page)

describe('readSignInSettings', () => {
  test('uses the instance of the script, and URLs of the page', () => {
    expect(read({ 'nonce-url': '/siwe/nonce', 'verify-url': 'verify', statement: 'Sign in.' })).toEqual({
      own: undefined,
      nonceUrl: new URL('https://notes.example/siwe/nonce'),
      verifyUrl: new URL('https://notes.example/account/verify'),
      statement: 'Sign in.',
    })
  })

  test('makes an instance of its own where it names a widget', () => {
    expect(read({ 'nonce-url': '/nonce', ...own, 'chain-id': '10' }).own).toEqual({
      widgetUrl: 'https://openkey.example/',
      appName: 'Notes',
      chainId: 10,
    })
    expect(read({ 'nonce-url': '/nonce', ...own }).own).toMatchObject({ chainId: 1 })
  })

  test.for<readonly [string, Readonly<Record<string, string>>, string]>([
    ['nonce-url', {}, 'The attribute nonce-url is missing: it is where your server issues nonces.'],
    ['nonce-url', { 'nonce-url': 'javascript:0' }, 'The attribute nonce-url must be a URL.'],
    ['verify-url', { 'nonce-url': '/n', 'verify-url': 'http://' }, 'The attribute verify-url must be a URL.'],
    ['widget', { 'nonce-url': '/n', ...own, widget: '/widget' }, 'The attribute widget must be an absolute URL.'],
    ['app-name', { 'nonce-url': '/n', widget: own.widget }, 'The attribute app-name must have 1 to 64 characters.'],
    ['chain-id', { 'nonce-url': '/n', ...own, 'chain-id': 'main' }, 'The attribute chain-id must be a number.'],
    [
      'chain-id',
      { 'nonce-url': '/n', 'chain-id': '1' },
      'The attribute chain-id needs “widget” beside it: without, the script decides.',
    ],
  ])('names %s of %o', ([field, attributes, message]) => {
    try {
      read(attributes)
      expect.unreachable()
    } catch (error) {
      if (!isOpenKeyError(error)) throw error
      expect([error.code, error.details.field, error.message]).toEqual(['invalid_params', field, message])
    }
  })
})
