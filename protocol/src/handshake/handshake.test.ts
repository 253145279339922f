import { describe, expect, test } from 'vitest'
import { readConnect } from './connect.ts'
import { readHello } from './hello.ts'

const hello = { type: 'openkey:hello', versions: [1], build: '0.1.0', instance: 'a'.repeat(22) }
const connect = {
  type: 'openkey:connect',
  instance: 'a'.repeat(22),
  versions: [2, 1],
  channel: 'b'.repeat(22),
  appName: 'Notes',
  theme: 'dark',
  locale: 'de-CH',
  accent: '#4338CA',
  radius: 'large',
  density: 'compact',
  font: 'a-font-of-a-later-version',
}

const changes: readonly (readonly [string, Record<string, unknown>])[] = [
  ['another type', { type: 'openkey:ready' }],
  ['no versions', { versions: [] }],
  ['a version that is no number', { versions: ['1'] }],
  ['a version that is no whole number', { versions: [1.5] }],
  ['seventeen versions', { versions: Array.from({ length: 17 }, (_, n) => n + 1) }],
  ['a short instance', { instance: 'a' }],
  ['an instance with other characters', { instance: `${'a'.repeat(20)}/*` }],
  ['a member we do not know', { origin: 'https://bank.example' }],
  ['1 MiB more', { padding: 'x'.repeat(2 ** 20) }],
]

describe('readHello', () => {
  test('reads a hello', () => {
    expect(readHello(structuredClone(hello))).toEqual(hello)
  })
  test.for([...changes, ['a long build', { build: 'x'.repeat(65) }]] as const)('hears nothing in %s', ([, change]) => {
    expect(readHello({ ...hello, ...change })).toBeUndefined()
  })
  test.for([undefined, null, 'openkey:hello', 7, [], new Map(Object.entries(hello))])('hears nothing in %s', (data) => {
    expect(readHello(data)).toBeUndefined()
  })
})

describe('readConnect', () => {
  test('reads a connect, with and without appearance', () => {
    const { theme, locale, accent, radius, density, font, ...plain } = connect
    expect([readConnect(structuredClone(connect)), readConnect(plain)]).toEqual([{ connect }, { connect: plain }])
  })

  test.for([
    ['another type', { type: 'openkey:ready' }],
    ['no versions', { versions: [] }],
    ['a version that is no number', { versions: ['1'] }],
    ['a short instance', { instance: 'a' }],
    ['no channel', { channel: undefined }],
    ['1 MiB more', { padding: 'x'.repeat(2 ** 20) }],
  ] as const)('reads nothing in %s', ([, change]) => {
    expect(readConnect({ ...connect, ...change })).toBeUndefined()
  })

  test.for(['hello', null, 7, [], undefined])('reads nothing in %o', (data) => {
    expect(readConnect(data)).toBeUndefined()
  })

  test.for([
    ['a long app name', { appName: 'x'.repeat(65) }, { field: 'appName' }],
    ['no app name', { appName: null }, { field: 'appName' }],
    ['an unknown theme', { theme: 'url(evil)' }, { field: 'theme' }],
    ['a locale that is a path', { locale: '../x' }, { field: 'locale' }],
    ['a function of CSS as accent', { accent: 'rgb(0 0 0)' }, { field: 'accent' }],
    ['a declaration as radius', { radius: '0;x:y' }, { field: 'radius' }],
    ['a long density', { density: 'x'.repeat(36) }, { field: 'density' }],
    ['a font in quotation marks', { font: '"Comic Sans"' }, { field: 'font' }],
    ['a font that is no text', { font: ['serif'] }, { field: 'font' }],
    ['an unknown member', { origin: 'https://bank.example' }, {}],
  ] as const)('reads only the channel of a connect with %s, and names the member', ([, change, details]) => {
    const { type, instance, versions, channel } = connect
    expect(readConnect({ ...connect, ...change })).toEqual({
      connect: { type, instance, versions, channel, appName: '' },
      error: expect.objectContaining({ code: 'invalid_params', details }),
    })
  })
})
