import type { Phrase } from '../ui/text/phrase.ts'

/** Writes a phrase as one text: OpenKey's words and, in brackets, the text of others. */
export function printPhrase(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string') return part
      return 'hostText' in part ? `[${part.hostText}]` : part.identifier
    })
    .join('')
}
