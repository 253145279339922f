import type { VisibleText } from '../../domain/visibleText.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { HostText } from './HostText.tsx'

/** What fits three lines even on a narrow screen with large text. */
const shortLength = 48

/** The app's own words, three lines of them unless asked for more. */
export function Statement({ statement }: { readonly statement: VisibleText }) {
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
