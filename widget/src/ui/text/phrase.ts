import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'

/** A string from the host or from a message. It is rendered in its own element, apart from the words around it. */
export type HostText = { readonly hostText: DisplayText }

/** OpenKey's words interleaved with host text. The two must never be joined into one string (S12). */
export type Phrase = readonly (string | HostText)[]

export function hostText(text: DisplayText): HostText {
  return { hostText: text }
}
