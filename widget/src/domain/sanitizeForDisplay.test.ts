import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitizeForDisplay, sanitizeNameForDisplay } from './sanitizeForDisplay.ts'

const show = (text: string, maxLength = 64) => sanitizeForDisplay(text, { maxLength })

describe('sanitizeForDisplay', () => {
  test.each([
    ['Notes', 'Notes'],
    ['Notizbücher für Zoë', 'Notizbücher für Zoë'],
    ['ملاحظات', 'ملاحظات'],
    ['メモ帳', 'メモ帳'],
    ['Notes ❤️', 'Notes ❤️'],
  ])('leaves %s as it is', (text, expected) => {
    expect(show(text)).toBe(expected)
  })

  test.each([
    ['a bidi override', 'moc.elpmaxe\u202E', 'moc.elpmaxe⟨U+202E⟩'],
    ['a bidi isolate', '\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
    ['a zero width space', 'app\u200Bexample', 'app⟨U+200B⟩example'],
    ['a line feed', 'a\nb', 'a⟨U+000A⟩b'],
    ['a NUL', 'a\0b', 'a⟨U+0000⟩b'],
    ['a line separator', 'a\u2028b', 'a⟨U+2028⟩b'],
    ['a no-break space', 'a\u00A0b', 'a⟨U+00A0⟩b'],
    ['a filler', 'a\u3164b', 'a⟨U+3164⟩b'],
    ['a tag character', 'a\u{E0041}b', 'a⟨U+E0041⟩b'],
    ['half a surrogate pair', 'a\uD800b', 'a⟨U+D800⟩b'],
    ['a stray variation selector', 'a\uFE0Fb', 'a⟨U+FE0F⟩b'],
    ['accents piled up', 'a\u0301\u0302\u0303\u0304b', 'a\u0301\u0302⟨U+0303⟩⟨U+0304⟩b'],
  ])('S12: spells out %s', (_, text, expected) => {
    expect(show(text)).toBe(expected)
  })

  test('S12: keeps both ends of what is too long', () => {
    expect(show('abcdefghij', 10)).toBe('abcdefghij')
    expect(show('abcdefghijk', 10)).toBe('abcde…hijk')
    expect(show('abc', 1)).toBe('…')
  })

  test('S12: shows nothing that cannot be seen, and no more than asked for, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const shown = show(text, 20)
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\u2800\u3164]/u)
        // The longest spelling of one character is ⟨U+10FFFF⟩.
        expect(Array.from(shown).length).toBeLessThanOrEqual(20 * 10)
      }),
    )
  })
})

describe('sanitizeNameForDisplay', () => {
  const name = (text: string) => sanitizeNameForDisplay(text, { maxLength: 64 })
  const marks = [...'“”„‟«»‹›‚‘’‛"\'`´′″‴‵〝〞〟「」『』《》〈〉＂＇❛❜❝❞⟨⟩ˮʺ']

  test.each(marks)('S12: spells out %s, at the end and on its own', (mark) => {
    const spelled = `⟨U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`
    expect(name(`Notes${mark} is verified`)).toBe(`Notes${spelled} is verified`)
    expect(name(mark)).toBe(spelled)
  })

  test.each(['Joe’s Notes', "Joe's Notes", 'O’Reilly', 'צה״ל', 'Notizbücher', 'メモ帳'])(
    'leaves %s as it is',
    (text) => {
      expect(name(text)).toBe(text)
    },
  )

  test('S12: holds no quotation mark but an apostrophe within a word, whatever the text', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...marks, 'a', ' '), fc.string({ unit: 'binary', maxLength: 1 })),
    })
    fc.assert(
      fc.property(text, (text) => {
        const left = name(text)
          .replace(/⟨U\+[0-9A-F]+⟩/g, ' ')
          .replace(/(?<=\p{L}\p{M}*)['’ʻʼ׳״](?=\p{L})/gu, '')
        expect(left).not.toMatch(/[\p{Pi}\p{Pf}\p{Quotation_Mark}`´′″❛❜❝❞⟨⟩]/u)
      }),
    )
  })
})
