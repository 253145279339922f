import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { checkEmbedding, checkOwnWindow, checkPlacement } from './checkPage.ts'

type Placed = { origin?: string; parent?: object; top?: object; credentialless?: boolean }

function check({
  origin = 'https://openkey.example',
  parent,
  top = parent,
  credentialless,
}: Placed): string | undefined {
  const window: Record<string, unknown> = { origin, credentialless }
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

  test('admits a frame of the top-level page, and a window', () => {
    expect([check({ parent: page }), check({})]).toEqual([undefined, undefined])
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
})

const origin = parseOrigin('https://app.example')

describe('checkEmbedding', () => {
  test('admits any origin where the deployment does', () => {
    expect(() => checkEmbedding(origin, { embedding: { allow: 'any' } })).not.toThrow()
  })

  test('S11: admits the origins on the list, and no other', () => {
    expect(() => checkEmbedding(origin, { embedding: { allow: [origin] } })).not.toThrow()
    for (const other of ['https://evil.example', 'https://app.example:8443', 'http://app.localhost']) {
      expect(() => checkEmbedding(parseOrigin(other), { embedding: { allow: [origin] } })).toThrow(
        expect.objectContaining({ code: 'origin_not_allowed', details: { received: other } }),
      )
    }
  })
})

describe('checkOwnWindow', () => {
  const placed = (parent: object | undefined, origin = 'https://openkey.example') => {
    const window: Record<string, unknown> = { origin }
    window.parent = parent ?? window
    return window as unknown as Window & { readonly origin: string }
  }

  test('S8: refuses a frame, and an opaque origin', () => {
    const refusal = { code: 'presentation_unavailable' }
    expect(() => checkOwnWindow(placed(undefined))).not.toThrow()
    expect(() => checkOwnWindow(placed({}))).toThrow(expect.objectContaining(refusal))
    expect(() => checkOwnWindow(placed(undefined, 'null'))).toThrow(expect.objectContaining(refusal))
  })
})
