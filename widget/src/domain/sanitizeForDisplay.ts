/** Text of the host or of a message, made safe to show: bounded, and with nothing in it that cannot be seen. */
export type DisplayText = string & { readonly __brand: 'VisibleText' }

/**
 * S12: spells out every character that is invisible or reorders its neighbours (controls, bidi marks, fillers, odd
 * spaces, piled-up accents), and cuts the middle out of what is longer than `maxLength` code points. Both ends stay:
 * a path is told apart by its tail as often as by its head.
 */
export function sanitizeForDisplay(text: string, { maxLength }: { readonly maxLength: number }): DisplayText {
  return spell(text, maxLength, unseen)
}

/**
 * Does the same for a name or an identifier, and also spells out quotation marks and their lookalikes, so that a name
 * cannot seem to end and continue in OpenKey's words. An apostrophe within a word stays.
 */
export function sanitizeNameForDisplay(text: string, { maxLength }: { readonly maxLength: number }): DisplayText {
  return spell(text, maxLength, unseenOrQuoting)
}

function spell(text: string, maxLength: number, what: RegExp): DisplayText {
  return shorten(Array.from(text), maxLength).join('').replace(what, spellOut) as DisplayText
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

const unseenCharacters = [
  // Controls, format characters (bidi, zero width), surrogates, private use, unassigned, line and paragraph ends.
  '[\\p{C}\\p{Zl}\\p{Zp}]',
  // Spaces other than U+0020, and letters that render as nothing.
  '(?! )\\p{Zs}|[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0]',
  // Variation selectors, except after a pictograph, where they choose its style.
  '(?<!\\p{Extended_Pictographic})[\\uFE00-\\uFE0F]|[\\u{E0100}-\\u{E01EF}]',
  // The third and every further accent on one letter.
  '(?<=\\p{M}{2})\\p{M}+',
]

/** Apostrophes: `'`, its typographic forms, and the Hebrew marks that are part of words. */
const apostrophes = "['\\u2019\\u02BB\\u02BC\\u05F3\\u05F4]"

/** A letter that is shown as it is: neither a filler nor a modifier letter, which can look like a quotation mark. */
const letter = '(?![\\p{Lm}\\u115F\\u1160\\u3164\\uFFA0])\\p{L}'

/**
 * An accent that is shown as it is. The third one on a letter is spelled out, as are variation selectors and fillers.
 */
const accent = '(?![\\u034F\\u17B4\\u17B5\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}])\\p{M}'

const quotingCharacters = [
  // An apostrophe without a letter on both sides.
  `(?<!${letter}(?:${accent}){0,2})${apostrophes}|${apostrophes}(?!${letter})`,
  // Unicode quotation marks, in any script and width.
  "(?!['\\u2019])[\\p{Pi}\\p{Pf}\\p{Quotation_Mark}]",
  // Accents, modifier letters and primes that look like them.
  '[`\\u00B4\\u00A8\\u02B9\\u02BA\\u02BD-\\u02BF\\u02C8\\u02CA\\u02CB\\u02DD\\u02EE\\u02F4-\\u02F6\\u055A\\u07F4\\u07F5]',
  '[\\u1FBD\\u1FBF\\u1FEF\\u1FFD\\u1FFE\\u2032-\\u2037\\u2057\\uA78B\\uA78C\\uFF40]',
  // Ornaments, and brackets that serve as quotation marks or look like them.
  '[\\u275B-\\u2760\\u276C-\\u2771\\u2329\\u232A\\u27E8-\\u27EB\\u29FC\\u29FD\\u3008-\\u300B\\uFE3D-\\uFE40]',
]

const unseen = new RegExp(unseenCharacters.join('|'), 'gu')
const unseenOrQuoting = new RegExp([...unseenCharacters, ...quotingCharacters].join('|'), 'gu')
