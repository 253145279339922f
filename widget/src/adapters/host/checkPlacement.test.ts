import { describe, expect, test } from 'vitest'
import { checkPlacement } from './checkPlacement.ts'

type Placed = { origin?: string; parent?: object; top?: object; opener?: object | null; credentialless?: boolean }

function check({
  origin = 'https://openkey.example',
  parent,
  top = parent,
  opener = null,
  credentialless,
}: Placed): string | undefined {
  const window: Record<string, unknown> = { origin, opener, credentialless }
  window.parent = parent ?? window
  window.top = top ?? window
  try {
    checkPlacement(window as unknown as Window)
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('checkPlacement', () => {
  const page = {}

  test('admits a frame of the top-level page, and a window that was opened', () => {
    expect([check({ parent: page }), check({ opener: page })]).toEqual([undefined, undefined])
  })

  test('S11: refuses a frame within a frame', () => {
    expect(check({ parent: {}, top: page })).toBe('nested_frame')
  })

  test('S18: refuses an opaque origin of its own', () => {
    expect(check({ origin: 'null', parent: page })).toBe('presentation_unavailable')
  })

  test('S19: refuses a credentialless frame, which forgets what was approved and declined', () => {
    expect(check({ parent: page, credentialless: true })).toBe('credentialless_frame')
    expect(check({ parent: page, credentialless: false })).toBeUndefined()
  })

  test('refuses a page that nobody embeds', () => {
    expect(check({})).toBe('presentation_unavailable')
  })
})
