import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrast, parseColor, printColor } from './color.ts'
import { backgrounds, deriveAccent } from './deriveAccent.ts'

const schemes = ['light', 'dark'] as const
const color = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 }))).map((rgb) => printColor(rgb as never))
/** The ink of each theme, which messages on a wash of the accent have. */
const inks = { light: '#15181e', dark: '#eff1f5' }

function between(one: string, other: string): number {
  const [first, second] = [parseColor(one), parseColor(other)]
  if (!first || !second) throw new Error('This is no color.')
  return contrast(first, second)
}

describe('deriveAccent', () => {
  test('S12: every accent has a contrast of WCAG AA, in each theme', () => {
    fc.assert(
      fc.property(color, fc.constantFrom(...schemes), (wished, scheme) => {
        const found = deriveAccent(wished, scheme)
        if (!found) return expect.unreachable()
        for (const behind of backgrounds[scheme]) {
          expect(between(found.accent, printColor(behind))).toBeGreaterThanOrEqual(3)
        }
        for (const button of [found.accent, found['accent-strong']]) {
          expect(between(found['on-accent'], button)).toBeGreaterThanOrEqual(4.5)
        }
        expect(between(found.accent, found['accent-wash'])).toBeGreaterThanOrEqual(3)
        expect(between(inks[scheme], found['accent-wash'])).toBeGreaterThanOrEqual(4.5)
      }),
      {
        examples: [...['#ffffff', '#f5f6f8', '#1b1b1f', '#25262b', '#000000', '#808080', '#767676']].flatMap((wished) =>
          schemes.map((scheme): [string, 'light' | 'dark'] => [wished, scheme]),
        ),
      },
    )
  })

  test('leaves an accent that has enough contrast as it is', () => {
    fc.assert(
      fc.property(color, fc.constantFrom(...schemes), (wished, scheme) => {
        const isEnough = backgrounds[scheme].every((behind) => between(wished, printColor(behind)) >= 3)
        expect(deriveAccent(wished, scheme)?.accent === wished).toBe(isEnough)
      }),
    )
  })

  test('prints colors in hexadecimal, whatever arrives', () => {
    fc.assert(
      fc.property(fc.oneof(color, fc.string(), fc.stringMatching(/^#?[\w-]{1,35}$/)), (wished) => {
        for (const scheme of schemes) {
          for (const value of Object.values(deriveAccent(wished, scheme) ?? {})) expect(value).toMatch(/^#[0-9a-f]{6}$/)
        }
      }),
    )
  })

  test.for(['', 'red', '#fff', '#4338ca00', '#4338cg', ' #4338ca', '#4338ca;', 'url(x)'])('takes no “%s”', (wished) => {
    expect(deriveAccent(wished, 'light')).toBeUndefined()
  })

  test('knows the backgrounds and inks of the style sheet', () => {
    const css = readFileSync(new URL('../../ui/widget.css', import.meta.url), 'utf8')
    const pair = (name: string) =>
      new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`)
        .exec(css)
        ?.slice(1)
        .map((hex) => hex.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'))
    const [paper, wash] = [0, 1].map((index) =>
      schemes.map((scheme) => printColor(backgrounds[scheme][index as 0 | 1])),
    )
    expect([pair('paper'), pair('wash'), pair('ink')]).toEqual([paper, wash, schemes.map((scheme) => inks[scheme])])
  })
})
