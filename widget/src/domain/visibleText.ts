/** Text of the host or of a message, made safe to show: bounded, and with nothing in it that cannot be seen. */
export type VisibleText = string & { readonly __brand: 'VisibleText' }

/**
 * S12: spells out every character that is invisible or reorders its neighbours (controls, bidi marks, fillers, odd
 * spaces, piled-up accents), and cuts the middle out of what is longer than `maxLength` code points. Both ends stay:
 * a path is told apart by its tail as often as by its head.
 */
export function visibleText(text: string, { maxLength }: { readonly maxLength: number }): VisibleText {
  return shorten(Array.from(text), maxLength).join('').replace(unseen, spellOut) as VisibleText
}

function shorten(characters: readonly string[], maxLength: number): readonly string[] {
  if (characters.length <= maxLength) return characters
  const tailLength = Math.floor((maxLength - 1) / 2)
  const tail = tailLength === 0 ? [] : characters.slice(-tailLength)
  return [...characters.slice(0, maxLength - 1 - tailLength), '…', ...tail]
}

function spellOut(characters: string): string {
  return Array.from(characters, (character) => {
    const point = character.codePointAt(0) ?? 0
    return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`
  }).join('')
}

const unseen = new RegExp(
  [
    // Controls, format characters (bidi, zero width), surrogates, private use, unassigned, line and paragraph ends.
    '[\\p{C}\\p{Zl}\\p{Zp}]',
    // Spaces other than the usual one, and letters that are drawn as nothing.
    '(?! )\\p{Zs}|[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0]',
    // Variation selectors, except behind a pictograph, where they choose its colours.
    '(?<!\\p{Extended_Pictographic})[\\uFE00-\\uFE0F]|[\\u{E0100}-\\u{E01EF}]',
    // A third accent on one letter, and all that follow it.
    '(?<=\\p{M}{2})\\p{M}+',
  ].join('|'),
  'gu',
)
