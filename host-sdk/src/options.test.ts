import { describe, expect, test } from 'vitest'
import { type OpenKeyOptions, readOptions } from './options.ts'

const given = { widgetUrl: 'https://openkey.example/', appName: 'Notes' }
const element = { nodeType: 1 }

/** As JavaScript passes them, whatever their types say. */
const read = (options: unknown) => readOptions(options as OpenKeyOptions)

describe('readOptions', () => {
  test('fills in defaults', () => {
    expect(readOptions(given)).toEqual({
      ...given,
      widgetOrigin: 'https://openkey.example',
      appearance: {},
      presentation: 'auto',
      chainId: 1,
      connectTimeoutMs: 5_000,
      callTimeoutMs: 300_000,
      verify: expect.any(Function),
    })
  })

  test('treats null as omitted', () => {
    const names = ['appearance', 'presentation', 'container', 'chainId', 'connectTimeoutMs', 'callTimeoutMs', 'verify']
    const nulls = Object.fromEntries(names.map((name) => [name, null]))
    const plain = { ...readOptions(given), verify: expect.any(Function) }
    expect(read({ ...given, ...nulls })).toEqual(plain)
    expect(read({ ...given, appearance: { theme: null, locale: null } })).toEqual(plain)
  })

  test.for<readonly [object, object]>([
    [{ chainId: 1n }, { chainId: 1 }],
    [{ chainId: '10' }, { chainId: 10 }],
    [{ chainId: '0x1' }, { chainId: 1 }],
    [{ connectTimeoutMs: '2000' }, { connectTimeoutMs: 2_000 }],
    [{ callTimeoutMs: Number.POSITIVE_INFINITY }, { callTimeoutMs: Number.POSITIVE_INFINITY }],
    [{ widgetUrl: ' https://openkey.example/w?a=1 ' }, { widgetUrl: 'https://openkey.example/w?a=1' }],
    [{ widgetUrl: new URL('https://openkey.example/w#part') }, { widgetUrl: 'https://openkey.example/w' }],
    [{ widgetUrl: 'https://ada:secret@openkey.example' }, { widgetUrl: 'https://openkey.example/' }],
    [{ widgetUrl: 'HTTPS://OpenKey.Example:443' }, { widgetUrl: 'https://openkey.example/' }],
    [{ appearance: { theme: 'dark', locale: 'zh-Hant-TW' } }, { appearance: { theme: 'dark', locale: 'zh-Hant-TW' } }],
    [{ appearance: { locale: 'pt_BR' } }, { appearance: { locale: 'pt-BR' } }],
    [{ appearance: { locale: 'zh_Hans_CN' } }, { appearance: { locale: 'zh-Hans-CN' } }],
    [{ appearance: { locale: 'en-US-u-ca-gregory' } }, { appearance: { locale: 'en-US-u-ca-gregory' } }],
    [
      { container: element, presentation: 'inline' },
      { container: element, presentation: 'inline' },
    ],
  ])('converts %o', ([options, settings]) => {
    expect(read({ ...given, ...options })).toMatchObject(settings)
  })

  test.for<readonly [field: string, options: unknown]>([
    ['widgetUrl', undefined],
    ['widgetUrl', null],
    ...['', '/widget', '//openkey.example', 'openkey.example', null, 42, {}, Symbol('https://openkey.example')].map(
      (widgetUrl) => ['widgetUrl', { ...given, widgetUrl }] as const,
    ),
    ...[undefined, null, '', '  ', 'x'.repeat(65), 42, ['Notes']].map(
      (appName) => ['appName', { ...given, appName }] as const,
    ),
    ...['dark', '', true, 1, ['dark'], () => 'dark'].map(
      (appearance) => ['appearance', { ...given, appearance }] as const,
    ),
    ...['system', '', 'Dark', 'light dark', 1, ['dark']].map(
      (theme) => ['appearance.theme', { ...given, appearance: { theme } }] as const,
    ),
    ...['', 'C', 'en-US@posix', 'de-CH ', 7, ['de'], new Intl.Locale('de-CH'), `de${'-abcdefgh'.repeat(4)}`].map(
      (locale) => ['appearance.locale', { ...given, appearance: { locale } }] as const,
    ),
    ...['red', '#fff', '#4338caff', '4338ca', 0x4338ca, ['#4338ca']].map(
      (accent) => ['appearance.accent', { ...given, appearance: { accent } }] as const,
    ),
    ...['', 'huge', 'toString', 7].flatMap((style) => [
      ['appearance.radius', { ...given, appearance: { radius: style } }] as const,
      ['appearance.density', { ...given, appearance: { density: style } }] as const,
      ['appearance.font', { ...given, appearance: { font: style } }] as const,
    ]),
    ...['', 1, 'yes', {}].map((debug) => ['debug', { ...given, debug }] as const),
    ...['', 'modal', 'popup', 0].map((presentation) => ['presentation', { ...given, presentation }] as const),
    ...['#place', '', 0, false, {}, { current: element }, { nodeType: 9 }].map(
      (container) => ['container', { ...given, container }] as const,
    ),
    ['container', { ...given, presentation: 'inline' }],
    ['container', { ...given, presentation: 'inline', container: null }],
    ...[0, -1, 1.5, Number.NaN, '', 'mainnet', true, {}, new Date(), Symbol('1'), 2 ** 53].map(
      (chainId) => ['chainId', { ...given, chainId }] as const,
    ),
    ...[0, -1, Number.NaN, '', '5s', true, {}, new Date(), Symbol('1')].flatMap((ms) => [
      ['connectTimeoutMs', { ...given, connectTimeoutMs: ms }] as const,
      ['callTimeoutMs', { ...given, callTimeoutMs: ms }] as const,
    ]),
    ...[true, 'verifySigned', {}].map((verify) => ['verify', { ...given, verify }] as const),
  ])('reports %s in %o', ([field, options]) => {
    expect(() => read(options)).toThrow(
      expect.objectContaining({
        code: 'invalid_params',
        message: expect.stringMatching(new RegExp(`^${field} must be [^“]+, not “.*”\\.$`, 's')),
        details: { field, received: expect.any(String) },
      }),
    )
  })

  test('reports what arrived and what was expected', () => {
    expect(() => read({ ...given, appearance: { theme: 'system' } })).toThrow(
      'appearance.theme must be auto, light, dark, not “system”.',
    )
  })

  test.for([
    [{ apperance: {} }, 'apperance', 'appearance'],
    [{ widgetURL: '' }, 'widgetURL', 'widgetUrl'],
    [{ appname: '' }, 'appname', 'appName'],
    [{ connectTimeout: 1 }, 'connectTimeout', 'connectTimeoutMs'],
    [{ theme: 'dark' }, 'theme', 'appearance.theme'],
    [{ appearance: { them: 'dark' } }, 'appearance.them', 'appearance.theme'],
    [{ appearance: { colour: 'red' } }, 'appearance.colour', 'appearance.locale'],
    [{ toString: 1 }, 'toString', 'presentation'],
  ] as const)('rejects the unknown member of %o: %s is probably %s', ([options, field, nearest]) => {
    expect(() => read({ ...given, ...options })).toThrow(
      expect.objectContaining({
        code: 'invalid_params',
        message: `There is no option ${field}. Did you mean ${nearest}?`,
        details: { field },
      }),
    )
  })

  test('knows every option', () => {
    const complete: Required<OpenKeyOptions> = {
      ...given,
      appearance: { theme: 'auto', locale: 'en', accent: '#0d6553', radius: 'none', density: 'compact', font: 'serif' },
      presentation: 'auto',
      container: undefined,
      chainId: 1,
      connectTimeoutMs: 1,
      callTimeoutMs: 1,
      verify: () => {},
      debug: true,
    }
    expect(readOptions(complete)).toEqual({ ...complete, widgetOrigin: 'https://openkey.example' })
  })

  test.for([
    'http://openkey.example/',
    'http://[::1]:5174/',
    'http://127.0.0.2/',
    'http://localhost./',
    'data:text/html,hi',
    'javascript:0',
    'file:///widget.html',
    'blob:https://openkey.example/8f2c1a',
    'chrome-extension://abcdefgh/',
  ])('rejects a widget at %s', (widgetUrl) => {
    expect(() => read({ ...given, widgetUrl })).toThrow(expect.objectContaining({ code: 'origin_not_allowed' }))
  })
})
