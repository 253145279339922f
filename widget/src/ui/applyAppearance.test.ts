import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { applyAccent } from './applyAccent.ts'
import { applyAppearance } from './applyAppearance.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A root element that records what is set on it. */
function aRoot() {
  const properties = new Map<string, string>()
  const style = { setProperty: (name: string, value: string) => properties.set(name, value) }
  const root = { lang: '', dir: '', dataset: {}, style }
  return { root, properties, element: root as unknown as HTMLElement }
}

describe('applyAppearance', () => {
  test('names the styles on the root element', () => {
    const { root, element } = aRoot()
    applyAppearance(element, { theme: 'dark', radius: 'large', density: 'compact', font: 'serif' })
    expect(root).toMatchObject({
      lang: 'en',
      dir: 'ltr',
      dataset: { theme: 'dark', radius: 'large', density: 'compact', font: 'serif' },
    })
    applyAppearance(element, {})
    expect(root.dataset).toEqual({ theme: 'auto', radius: 'auto', density: 'auto', font: 'auto' })
  })
})

describe('applyAccent', () => {
  test.for([true, false])(
    'S12: no accent yields text outside its custom properties, with light-dark() %s',
    (supports) => {
      vi.stubGlobal('CSS', { supports: () => supports })
      const hex = '#[0-9a-f]{6}'
      const value = new RegExp(supports ? `^light-dark\\(${hex}, ${hex}\\)$` : `^${hex}$`)
      const names = ['--accent', '--accent-strong', '--accent-wash', '--on-accent']
      fc.assert(
        fc.property(fc.stringMatching(/^#?[\w-]{1,35}$/), fc.stringMatching(/^#[0-9a-fA-F]{6}$/), (wild, color) => {
          const { properties, element } = aRoot()
          applyAccent(element, wild)
          applyAccent(element, color)
          expect([...properties.keys()]).toEqual(names)
          for (const text of properties.values()) expect(text).toMatch(value)
        }),
      )
    },
  )

  test('S12: anything but a color changes nothing', () => {
    vi.stubGlobal('CSS', { supports: () => true })
    const { properties, element } = aRoot()
    for (const accent of ['', 'red', '#fff', 'var(--bad-ink)', '#4338ca;--bad-ink:red']) applyAccent(element, accent)
    expect([...properties]).toEqual([])
  })
})
