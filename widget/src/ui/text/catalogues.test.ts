import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allTexts } from '../../testing/allTexts.ts'
import { signer, stranger } from '../../testing/aMessage.ts'
import { knownSentences } from '../../testing/knownSentences.ts'
import { printPhrase as print } from '../../testing/printPhrase.ts'
import { pseudoCatalogue } from '../../testing/pseudoCatalogue.ts'
import { catalogues } from './catalogues.ts'
import { describePlace, describeSentence } from './describePermission.ts'
import { commonText } from './en/commonText.ts'
import { formatText } from './en/formatText.ts'
import { formatCount, formatDate, formatRemaining, type Plural } from './format.ts'
import { setLanguage } from './language.ts'
import { fillSlots } from './phrase.ts'
import { translate } from './translate.ts'

type Texts = Readonly<Record<string, string | Plural>>

/** Every text by its path. A text for a number counts as one. */
function texts(of: unknown = allTexts, path = ''): Texts {
  if (typeof of === 'string' || isPlural(of)) return { [path]: of }
  const nested = Object.entries(of as object).map(([key, value]) => texts(value, path ? `${path}.${key}` : key))
  return Object.assign({}, ...nested)
}

const categories = ['zero', 'one', 'two', 'few', 'many', 'other']

function isPlural(of: unknown): of is Plural {
  return typeof of === 'object' && of !== null && Object.keys(of).every((key) => categories.includes(key))
}

/** Slots of a text, in any order. The plural categories that stand for a single number may leave the number out. */
function slots(text: string | Plural) {
  const whole = typeof text === 'string' ? text : text.other
  return [...whole.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort()
}

function slotsByPath(of: Texts) {
  return Object.fromEntries(Object.entries(of).map(([path, text]) => [path, slots(text)]))
}

/** Every single text, those for numbers too. */
function lines(of: Texts): readonly string[] {
  return Object.values(of).flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)))
}

const plurals = () => Object.values(texts()).filter(isPlural)
const english = texts()
const isSame = ['common.language', 'common.direction', 'common.product', 'format.locale']

afterEach(() => translate(undefined))

describe.each([...catalogues.keys()])('catalogue of %s', (language) => {
  beforeEach(() => setLanguage([language]))

  test('has every text of English with the same slots', () => {
    expect(slotsByPath(texts())).toEqual(slotsByPath(english))
  })

  test('translates every text', () => {
    const alike = Object.entries(texts())
      .filter(([path, text]) => !isSame.includes(path) && JSON.stringify(text) === JSON.stringify(english[path]))
      .map(([, text]) => text)
    // Loanwords: the German for a passkey and a code.
    expect(alike.filter((text) => typeof text !== 'string' || /[a-z]{3}.* /.test(text))).toEqual([])
  })

  test('has only plural categories of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(formatText.locale).resolvedOptions()
    const unknown = plurals().flatMap((plural) => Object.keys(plural).filter((key) => !isIn(pluralCategories, key)))
    expect(unknown).toEqual([])
  })

  test('S12: says how many, whatever the number', () => {
    const says = (count: number) => plurals().map((plural) => formatCount(plural, count))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (count, another) => {
        const texts = says(count)
        if (count !== another) expect(texts.filter((text, index) => text === says(another)[index])).toEqual([])
        // The few texts without digits are those of one and two.
        if (count > 2) expect(texts.filter((text) => !text.includes(`${count}`))).toEqual([])
      }),
    )
  })

  test('S12: keeps every value of a slot whole, and apart from the words', () => {
    const templates = lines(texts()).filter((text) => slots(text).length > 0)
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.string(), (template, value) => {
        const names = slots(template).map((slot) => slot.slice(1, -1))
        const values = Object.fromEntries(names.map((name) => [name, { name, value }]))
        const filled = fillSlots(template as '{slot}', values as Record<'slot', unknown>)
        expect(filled.filter((part) => typeof part !== 'string')).toHaveLength(names.length)
        expect(new Set(filled).size).toBeGreaterThanOrEqual(names.length)
      }),
    )
  })

  test('S12: gives different permissions different sentences, each with the text of the app', () => {
    const printed = knownSentences.map((sentence) => print(describeSentence(sentence)))
    expect(new Set(printed).size).toBe(knownSentences.length)
    const named = knownSentences.flatMap((sentence, index) =>
      'path' in sentence || 'name' in sentence || 'cid' in sentence ? [printed[index]] : [],
    )
    expect(named.filter((sentence) => !sentence?.includes('[notes'))).toEqual([])
  })

  test('S12: names the owner of a space that is not the user’s', () => {
    const own = { kind: 'space', name: 'photos' } as const
    const foreign = { ...own, owner: { address: stranger, chainId: 5 } }
    const places = [own, foreign].map((target) => print(describePlace(target as Parameters<typeof describePlace>[0])))
    expect(places.every((place) => place.includes('[photos]'))).toBe(true)
    expect(places[1]).toContain(`${stranger.slice(0, 8)}…${stranger.slice(-8)}`)
    expect(places[1]).toContain('5')
    expect(places[0]).not.toContain(signer.slice(0, 8))
  })

  test('ends a title with the host, which has a line of its own', () => {
    const titles = Object.entries(texts()).filter(([path]) => /^common\.signInTo$|^review\.(choose\.)?title/.test(path))
    expect(titles).toHaveLength(7)
    expect(titles.filter(([, title]) => !/\{host\}$/.test(`${title}`))).toEqual([])
  })

  test('S12: says of every problem before a signature that nothing was signed', () => {
    const problems = Object.entries(texts()).filter(([path]) => /^problem\..*\.body$/.test(path))
    const says = (path: string) => /Nothing was signed\.$/.test(`${english[path]}`)
    const sentence = lastSentence(`${texts()['problem.rate_limited.body']}`)
    const differing = problems.filter(([path, text]) => says(path) !== (lastSentence(`${text}`) === sentence))
    expect(differing.map(([path]) => path)).toEqual([])
  })

  test('writes numbers with the digits of addresses and codes, and months by name', () => {
    const noon = new Date(2026, 10, 27, 9, 19).getTime()
    const written = [
      formatDate(noon),
      formatRemaining(7 * 24 * 60 * 60_000),
      ...plurals().map((p) => formatCount(p, 12)),
    ]
    expect(written.join(' ').match(/(?![0-9])\p{Nd}/gu)).toBeNull()
    expect(written[0]).toMatch(/27.*2026|2026.*27/)
    expect(written[0]).toMatch(/\p{L}/u)
  })

  test('uses the punctuation of its language', () => {
    expect(lines(texts()).filter((text) => wrongMarks(language).test(text))).toEqual([])
  })
})

describe('the pseudo-locale', () => {
  test('has every text of English with the same slots, longer and in brackets', () => {
    translate(pseudoCatalogue())
    expect(slotsByPath(texts())).toEqual(slotsByPath(english))
    const plain = Object.entries(texts()).filter(
      ([path, text]) => !isSame.includes(path) && !lines({ path: text }).every((line) => /^⟦.*⟧$/.test(line)),
    )
    expect(plain).toEqual([])
    expect(commonText.cancel.length).toBeGreaterThan(1.3 * 'Cancel'.length)
  })
})

function isIn(list: readonly string[], item: string) {
  return list.includes(item)
}

function lastSentence(text: string) {
  return text
    .split(/(?<=[.。])\s*/u)
    .filter(Boolean)
    .at(-1)
}

/** Marks that a language does not use, or not in this way. */
function wrongMarks(language: string) {
  const typewriter = `['"]|\\.\\.\\.`
  const marks: Readonly<Record<string, string>> = {
    ar: '[?,;]',
    fr: '[^\\u202F][?!;]|[^\\u00A0]:|«[^\\u202F]|[^\\u202F]»',
    ja: '[,.?!:;]',
    'zh-Hans': '[,.?!:;]',
  }
  return new RegExp([typewriter, ...(marks[language] ? [marks[language]] : [])].join('|'), 'u')
}
