import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OpenKeyOptions } from '../options.ts'
import { editDistance, findUnknownOptions } from './findUnknownOptions.ts'

/** Every option there is: the compiler reports one that is missing here. */
const complete: Required<OpenKeyOptions> = {
  widgetUrl: 'https://openkey.example/',
  appName: 'Notes',
  appearance: { theme: 'auto', locale: 'en', accent: '#0d6553', radius: 'none', density: 'compact', font: 'serif' },
  presentation: 'auto',
  container: undefined,
  chainId: 1,
  connectTimeoutMs: 1,
  callTimeoutMs: 1,
  verify: () => {},
  debug: true,
}

describe('findUnknownOptions', () => {
  test('finds nothing among the options that exist', () => {
    expect([findUnknownOptions(complete), findUnknownOptions({}), findUnknownOptions({ appearance: null })]).toEqual([
      [],
      [],
      [],
    ])
  })

  test.for([
    ['apperance', 'appearance'],
    ['widgetURL', 'widgetUrl'],
    ['appname', 'appName'],
    ['timeout', undefined],
    ['connectTimeout', 'connectTimeoutMs'],
    ['sessionToken', undefined],
  ] as const)('%s: probably %s', ([name, nearest]) => {
    expect(findUnknownOptions({ ...complete, [name]: 1 })).toEqual([{ name, nearest }])
  })

  test('finds members of appearance', () => {
    const appearance = { ...complete.appearance, colour: 'red', them: 'dark' }
    expect(findUnknownOptions({ ...complete, appearance })).toEqual([
      { name: 'appearance.colour', nearest: 'appearance.locale' },
      { name: 'appearance.them', nearest: 'appearance.theme' },
    ])
  })
})

describe('editDistance', () => {
  test('is a metric that counts single edits', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
        expect(editDistance(`${a}x${b}`, a + b)).toBe(1)
      }),
    )
  })
})
