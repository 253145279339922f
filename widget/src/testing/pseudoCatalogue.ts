import type { Catalogue } from '../ui/text/catalogue.ts'
import { allTexts } from './allTexts.ts'

const accents: Readonly<Record<string, string>> = { a: 'á', e: 'ë', i: 'ï', o: 'ø', u: 'ü', c: 'ç', n: 'ñ', y: 'ý' }

/** Makes a text accented, half as long again, and bracketed, so that one which is not translated or is glued shows. */
export function pseudoText(text: string): string {
  const accented = text.replace(/\{\w+\}|[aeioucny]/g, (found) => accents[found] ?? found)
  const words = Math.ceil(text.length / 8)
  return `⟦${accented}${' ñøñ'.repeat(words)}⟧`
}

/** A language for tests, made from English. It is not part of the widget. */
export function pseudoCatalogue(): Catalogue {
  const translate = (of: unknown): unknown => {
    if (typeof of === 'string') return pseudoText(of)
    return Object.fromEntries(Object.entries(of as object).map(([key, value]) => [key, translate(value)]))
  }
  return {
    ...(translate(allTexts) as Catalogue),
    common: { ...(translate(allTexts.common) as Catalogue['common']), language: 'en', direction: 'ltr' },
    format: { locale: 'en-GB' },
  }
}
