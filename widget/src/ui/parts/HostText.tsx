import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import type { Phrase } from '../text/phrase.ts'

/** Renders text from a host or a message, in an element that holds nothing else. No other component may render it. */
export function HostText({ text }: { readonly text: DisplayText }) {
  return <bdi class="host-text">{text}</bdi>
}

/** Renders a phrase, with each host text and each identifier in its own element. */
export function PhraseText({ phrase }: { readonly phrase: Phrase }) {
  return (
    <>
      {phrase.map((part) => {
        if (typeof part === 'string') return part
        return 'hostText' in part ? <HostText text={part.hostText} /> : <bdi dir="ltr">{part.identifier}</bdi>
      })}
    </>
  )
}
