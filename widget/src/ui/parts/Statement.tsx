import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { HostText } from './HostText.tsx'

/** Number of characters that fit three lines, even on a narrow screen with large text. */
const shortLength = 48

/** Shows three lines of the app's statement, and the rest on demand. */
export function Statement({ statement }: { readonly statement: DisplayText }) {
  const isLong = statement.length > shortLength
  return (
    <section class="section">
      <h2 class="heading">{reviewText.ownWords}</h2>
      <blockquote class={isLong ? 'quote quote-long' : 'quote'}>
        <HostText text={statement} />
      </blockquote>
      {isLong && (
        <details class="fold quote-more">
          <summary>
            <span class="if-closed">{reviewText.more}</span>
            <span class="if-open">{reviewText.less}</span>
          </summary>
        </details>
      )}
    </section>
  )
}
