import { translate } from './translate.ts'

let latest: unknown

/**
 * Puts all texts into the first of these languages that has a catalogue. Falls back to English where none has, or the
 * catalogue cannot be loaded.
 * @param locales language tags (BCP 47), such as `de-CH`, the preferred one first
 */
export async function setLanguage(locales: readonly string[]): Promise<void> {
  // English needs no catalogue, and no code that finds one.
  const loading = /^en\b/.test(locales[0] ?? '')
    ? undefined
    : import('./catalogues.ts').then((chunk) => chunk.loadCatalogue(locales)).catch(() => undefined)
  latest = loading
  const catalogue = await loading
  // A slow catalogue must not replace the language that was chosen after it.
  if (latest === loading) translate(catalogue)
}
