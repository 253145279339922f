import { isOpenKeyError } from '@openkey/protocol'
import { formatSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { readSignInSettings } from './signInSettings.ts'

const baseUrl = 'https://notes.example/account/'
const own = { widget: 'https://openkey.example/', 'app-name': 'Notes' }
const given = (attributes: Readonly<Record<string, string>>) => (name: string) => attributes[name] ?? null
const trusted = { server: ['https://notes.example', 'https://api.notes.example'], widget: ['https://openkey.example'] }
const read = (attributes: Readonly<Record<string, string>>, base = baseUrl) =>
  readSignInSettings({ read: given(attributes), names: Object.keys(attributes), baseUrl: base, trusted })

function refusalOf(action: () => unknown) {
  try {
    action()
  } catch (error) {
    if (isOpenKeyError(error)) return { code: error.code, message: error.message, details: error.details }
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('readSignInSettings', () => {
  test('uses the instance of the script, and URLs of the page', () => {
    expect(read({ 'nonce-url': '/siwe/nonce', 'verify-url': 'verify', statement: 'Sign in.' })).toEqual({
      ownInstance: undefined,
      nonceUrl: new URL('https://notes.example/siwe/nonce'),
      verifyUrl: new URL('https://notes.example/account/verify'),
      statement: 'Sign in.',
    })
  })

  test('returns options of its own instance if it names a widget', () => {
    expect(read({ 'nonce-url': '/nonce', ...own, 'chain-id': '10' }).ownInstance).toEqual({
      widgetUrl: 'https://openkey.example/',
      appName: 'Notes',
      chainId: 10,
    })
    expect(read({ 'nonce-url': '/nonce', ...own }).ownInstance).toMatchObject({ chainId: 1 })
  })

  test('S20: accepts URLs of an origin that the page has listed', () => {
    const attributes = { 'nonce-url': 'https://api.notes.example/nonce', 'verify-url': '//api.notes.example/verify' }
    const { nonceUrl, verifyUrl } = read(attributes)
    expect([nonceUrl.origin, verifyUrl?.origin]).toEqual(['https://api.notes.example', 'https://api.notes.example'])
  })

  const here = 'https://notes.example or https://api.notes.example'
  const cure = 'To allow another origin, set OpenKey.allowOrigins in a script.'
  test.for<readonly [string, string, Readonly<Record<string, string>>, string]>([
    ['nonce-url', here, { 'nonce-url': 'https://elsewhere.example/nonce' }, 'https://elsewhere.example'],
    ['nonce-url', here, { 'nonce-url': '//elsewhere.example/nonce' }, 'https://elsewhere.example'],
    ['nonce-url', here, { 'nonce-url': 'https://notes.example@elsewhere.example/' }, 'https://elsewhere.example'],
    ['nonce-url', here, { 'nonce-url': 'https://notes.example:8443/nonce' }, 'https://notes.example:8443'],
    ['nonce-url', here, { 'nonce-url': 'http://notes.example/nonce' }, 'http://notes.example'],
    ['nonce-url', here, { 'nonce-url': 'https://sub.notes.example/nonce' }, 'https://sub.notes.example'],
    ['nonce-url', here, { 'nonce-url': 'blob:https://notes.example/1' }, 'blob:'],
    ['nonce-url', here, { 'nonce-url': 'javascript:0' }, 'javascript:'],
    ['verify-url', here, { 'nonce-url': '/n', 'verify-url': '\\\\elsewhere.example' }, 'https://elsewhere.example'],
    [
      'widget',
      'https://openkey.example',
      { ...own, 'nonce-url': '/n', widget: 'https://fake.example' },
      'https://fake.example',
    ],
  ])('S20: rejects %s on an origin other than %s: %o', ([field, expected, attributes, received]) => {
    expect(refusalOf(() => read(attributes))).toEqual({
      code: 'invalid_params',
      message: `${field} must be on ${expected}, not on ${received}. ${cure}`,
      details: { field, expected: expected.replace(' or ', ' '), received },
    })
  })

  test('S20: rejects a relative URL under a base of another origin', () => {
    const { details } = refusalOf(() => read({ 'nonce-url': '/siwe/nonce' }, 'https://elsewhere.example/'))
    expect(details).toMatchObject({ field: 'nonce-url', received: 'https://elsewhere.example' })
  })

  test.for([
    ['verifyurl', 'verify-url'],
    ['statment', 'statement'],
    ['app_name', 'app-name'],
  ] as const)('rejects %s, a known attribute with a spelling mistake', ([field, expected]) => {
    expect(refusalOf(() => read({ 'nonce-url': '/nonce', [field]: '/x' }))).toEqual({
      code: 'invalid_params',
      message: `There is no attribute ${field}. Did you mean ${expected}?`,
      details: { field, expected },
    })
  })

  test('ignores attributes of other software', () => {
    const others = { class: 'button', 'data-v-3f1c': '', 'aria-label': 'Sign in', 'hx-disable': '', slot: 'end' }
    expect(read({ 'nonce-url': '/nonce', ...others })).toEqual(read({ 'nonce-url': '/nonce' }))
  })

  test('accepts exactly the statements that a message can contain', () => {
    const canBeSigned = (statement: string) => {
      try {
        const rest = { domain: 'notes.example', address: `0x${'0'.repeat(40)}`, uri: 'https://notes.example/' } as const
        formatSiweMessage({
          ...rest,
          statement,
          version: '1',
          chainId: 1,
          nonce: '12345678',
          issuedAt: '2026-11-20T12:00:00Z',
        })
        return true
      } catch {
        return false
      }
    }
    const isTaken = (statement: string) => {
      try {
        return read({ 'nonce-url': '/n', statement }).statement === statement
      } catch {
        return false
      }
    }
    const characters = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code))
    const statements = ['', ' ', 'Sign in.', ...characters, ...characters.map((character) => `a${character}b`)]
    expect(statements.filter((statement) => isTaken(statement) !== canBeSigned(statement))).toEqual([])
  })

  test.for<readonly [string, string]>([
    ['a quotation mark', 'Sign in to "Notes".'],
    ['typographic quotation marks', 'Sign in to “Notes”.'],
    ['an umlaut', 'Für Notizen anmelden.'],
    ['an emoji', 'Sign in 🔑'],
    ['a second line', 'Sign in.\nURI: https://elsewhere.example'],
    ['a carriage return', 'Sign in.\r'],
    ['a tab', 'Sign\tin.'],
    ['markup', '<b>Sign in</b>'],
    ['more than fits', 'a'.repeat(4_097)],
  ])('rejects a statement with %s', ([, statement]) => {
    expect(refusalOf(() => read({ 'nonce-url': '/n', statement }))).toEqual({
      code: 'invalid_params',
      message: expect.stringMatching(
        /^The attribute statement must be one short ASCII line without "%<>\\\^`{\|}, not “.+”\.$/s,
      ),
      details: { field: 'statement', received: statement.slice(0, 256) },
    })
  })

  test('accepts the credentials modes of fetch, and reports others', () => {
    const credentials = (text: string) => read({ 'nonce-url': '/n', credentials: text }).credentials
    expect(['same-origin', 'include', 'omit'].map(credentials)).toEqual(['same-origin', 'include', 'omit'])
    for (const text of ['', 'Include', 'use-credentials', 'omit ']) {
      expect(refusalOf(() => credentials(text)).message).toBe(
        `The attribute credentials must be same-origin, include or omit${text && `, not “${text}”`}.`,
      )
    }
  })

  test.for<readonly [string, Readonly<Record<string, string>>, string]>([
    ['nonce-url', {}, 'The attribute nonce-url is missing: set it to the URL where your server issues nonces.'],
    [
      'verify-url',
      { 'nonce-url': '/n', 'verify-url': 'http://' },
      'The attribute verify-url must be a URL, not “http://”.',
    ],
    [
      'widget',
      { 'nonce-url': '/n', ...own, widget: '/widget' },
      'The attribute widget must be an absolute URL, not “/widget”.',
    ],
    ['app-name', { 'nonce-url': '/n', widget: own.widget }, 'The attribute app-name must have 1 to 64 characters.'],
    [
      'app-name',
      { 'nonce-url': '/n', widget: own.widget, 'app-name': '  ' },
      'The attribute app-name must have 1 to 64 characters, not “  ”.',
    ],
    [
      'chain-id',
      { 'nonce-url': '/n', ...own, 'chain-id': 'main' },
      'The attribute chain-id must be a positive integer, not “main”.',
    ],
    ['chain-id', { 'nonce-url': '/n', 'chain-id': '1' }, 'The attribute chain-id requires the attribute widget.'],
  ])('reports %s in %o', ([field, attributes, message]) => {
    const { code, message: said, details } = refusalOf(() => read(attributes))
    expect([code, details.field, said]).toEqual(['invalid_params', field, message])
  })
})
