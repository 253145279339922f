import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { breakable } from './breakable.tsx'

const partsOf = (text: string) => breakable(text).filter((part) => typeof part === 'string')

describe('breakable', () => {
  test.each([
    ['ada.lovelace@mail.example.com', ['ada.', 'lovelace@', 'mail.', 'example.', 'com']],
    ['documents/2026/', ['documents/', '2026/']],
    ['did:pkh:eip155:1:0xf39F', ['did:', 'pkh:', 'eip155:', '1:', '0xf39F']],
    ['notes', ['notes']],
  ])('lets a line break after the parts of %s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts)
  })

  test('lets no line break at its end, so that punctuation stays with it', () => {
    expect(breakable('notes/').at(-1)).toBe('notes/')
  })

  test('S12: adds and removes no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab@./: ') }), (text) => {
        expect(drawnTexts(breakable(text))).toEqual([{ text, path: [] }])
      }),
    )
  })
})
