import type { VisibleText } from '../../domain/visibleText.ts'

/** A string of the host or of a message, apart from the words around it: it is drawn in an element of its own. */
export type HostText = { readonly hostText: VisibleText }

/** Words of OpenKey's, and between them what others have written. The two are never joined into one string (S12). */
export type Phrase = readonly (string | HostText)[]

export function hostText(text: VisibleText): HostText {
  return { hostText: text }
}
