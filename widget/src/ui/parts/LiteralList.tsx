import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { HostText } from './HostText.tsx'

export type LiteralListProps = { readonly title: string; readonly texts: readonly DisplayText[] }

/** Number of texts that are visible before expanding. */
const shown = 3

/** Shows texts of a message verbatim, such as additional resources. */
export function LiteralList({ title, texts }: LiteralListProps) {
  if (texts.length === 0) return null
  const rest = texts.slice(shown)
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{title}</h2>
      <ul class="list">
        {texts.slice(0, shown).map((text) => (
          <li key={text} data-must-read>
            <HostText text={text} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details class="fold">
          <summary>{reviewText.moreLiterals(rest.length)}</summary>
          <ul class="list">
            {rest.map((text) => (
              <li key={text}>
                <HostText text={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
