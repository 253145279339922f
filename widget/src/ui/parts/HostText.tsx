import type { VisibleText } from '../../domain/visibleText.ts'
import type { Phrase } from '../text/phrase.ts'

/** The only place where text of a host or of a message becomes content of the page: an element that holds nothing else. */
export function HostText({ text }: { readonly text: VisibleText }) {
  return <bdi class="host-text">{text}</bdi>
}

/** Words of OpenKey's, with what others have written set apart. */
export function PhraseText({ phrase }: { readonly phrase: Phrase }) {
  return <>{phrase.map((part) => (typeof part === 'string' ? part : <HostText text={part.hostText} />))}</>
}
