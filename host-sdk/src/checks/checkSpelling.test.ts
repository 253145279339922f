import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSpelling } from './checkSpelling.ts'

const known = ['data-widget', 'data-app-name', 'data-theme', 'data-font']

describe('checkSpelling', () => {
  test.for([
    ['data-appname', 'data-app-name'],
    ['data-app_name', 'data-app-name'],
    ['data-them', 'data-theme'],
    ['data-themes', 'data-theme'],
    ['data-fond', 'data-font'],
    ['widget', undefined],
    ['data-form', undefined],
    ['data-id', undefined],
    ['data-', undefined],
    ['class', undefined],
  ] as const)('%s: probably %s', ([field, expected]) => {
    const check = () => checkSpelling(['src', field], known)
    if (expected === undefined) return check()
    expect(check).toThrow(
      expect.objectContaining({
        code: 'invalid_params',
        message: `There is no attribute ${field}. Did you mean ${expected}?`,
        details: { field, expected },
      }),
    )
  })

  test('accepts every known attribute, beside others that are close to it', () => {
    expect(() => checkSpelling(['name', 'names'], ['name', 'names'])).not.toThrow()
  })

  test('finds each single letter that is added, removed or replaced', () => {
    const name = 'nonce-url'
    fc.assert(
      fc.property(fc.nat(name.length - 1), fc.constantFrom('', 'x', 'xx'), fc.boolean(), (index, letter, keeps) => {
        const kept = keeps ? name[index] : ''
        const field = name.slice(0, index) + letter + kept + name.slice(index + 1)
        const hasMistake = field !== name && letter !== 'xx'
        const check = () => checkSpelling([field], [name])
        if (hasMistake) expect(check).toThrow(`Did you mean ${name}?`)
        else expect(check).not.toThrow()
      }),
    )
  })
})
