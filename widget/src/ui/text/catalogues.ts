import type { Catalogue } from './catalogue.ts'

/**
 * Languages besides English, by their tag (BCP 47), with the script where a language has several. Each is one file,
 * loaded on demand.
 */
export const catalogues: ReadonlyMap<string, () => Promise<{ readonly catalogue: Catalogue }>> = new Map([
  ['ar', () => import('./ar.ts')],
  ['de', () => import('./de.ts')],
  ['es', () => import('./es.ts')],
  ['fr', () => import('./fr.ts')],
  ['ja', () => import('./ja.ts')],
  ['pt', () => import('./pt-BR.ts')],
  ['zh-Hans', () => import('./zh-Hans.ts')],
])

/** Loads the catalogue of the first language that has one. @returns `undefined` for English, or if none has one */
export async function loadCatalogue(locales: readonly string[]): Promise<Catalogue | undefined> {
  for (const locale of locales) {
    const { language, script } = new Intl.Locale(locale).maximize()
    if (language === 'en') return undefined
    const load = catalogues.get(`${language}-${script}`) ?? catalogues.get(language)
    if (load) return (await load()).catalogue
  }
  return undefined
}
