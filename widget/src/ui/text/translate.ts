/** Part of the texts: those of a screen, or of several that are loaded together. */
export type Area =
  | 'access'
  | 'capability'
  | 'common'
  | 'device'
  | 'feedback'
  | 'format'
  | 'outcome'
  | 'place'
  | 'problem'
  | 'review'
  | 'signIn'
  | 'welcome'

type Translation = Readonly<Record<Area, object>>

let current: Translation | undefined
const areas: (() => void)[] = []

/** Declares the English texts of an area. The object that it returns always has the texts of the current language. */
export function translatable<const Texts extends object>(area: Area, english: Texts): Texts {
  const texts = { ...english }
  const translate = () => Object.assign(texts, english, current?.[area])
  areas.push(translate)
  return translate()
}

/** Replaces all texts, including those of areas that are loaded later. @param translation absent for English */
export function translate(translation: Translation | undefined): void {
  current = translation
  for (const area of areas) area()
}
