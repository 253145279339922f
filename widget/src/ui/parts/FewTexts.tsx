import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { HostText } from './HostText.tsx'

export type FewTextsProps = {
  readonly texts: readonly DisplayText[]
  /** Number of texts that are visible before expanding. */
  readonly atMost: number
  /** Label of the control that shows the rest. */
  readonly more: (count: number) => string
}

/** Shows the first few texts, and the others on demand. */
export function FewTexts({ texts, atMost, more }: FewTextsProps) {
  const rest = texts.slice(atMost)
  return (
    <>
      {spaced(texts.slice(0, atMost))}
      {rest.length > 0 && (
        <details class="fold">
          <summary>{more(rest.length)}</summary>
          {spaced(rest)}
        </details>
      )}
    </>
  )
}

function spaced(texts: readonly DisplayText[]) {
  return texts.map((text, index) => (
    <span key={text}>
      {index > 0 && ' '}
      <HostText text={text} />
    </span>
  ))
}
