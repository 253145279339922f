import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { prefetchFonts, typeface, weights } from './prefetchFonts.ts'

const css = readFileSync(new URL('widget.css', import.meta.url), 'utf8')

describe('prefetchFonts', () => {
  test('measures a text in each weight of the typeface', () => {
    const measured: string[] = []
    const context = { font: '', measureText: () => measured.push(context.font) }
    prefetchFonts({ getContext: () => context } as unknown as HTMLCanvasElement)
    expect(measured).toEqual(weights.map((weight) => `${weight} 16px ${typeface}`))
  })

  test('does nothing in a browser without a canvas', () => {
    prefetchFonts({ getContext: () => null } as unknown as HTMLCanvasElement)
  })

  test('names the typeface and the weights of the style sheet', () => {
    const [, list = ''] = /--system:\s*([^;]*);/.exec(css) ?? []
    expect(list.replace(/\s+/g, ' ')).toBe(typeface)
    const used = [...css.matchAll(/font-weight: (\d+)/g)].map(([, weight]) => Number(weight))
    expect(weights.filter((weight) => !used.includes(weight))).toEqual([])
  })
})
