import type { ComponentChildren } from 'preact'
import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'

type HostTextProps = {
  readonly text: DisplayText
  /** Marks the places where a line may break. @default none */
  readonly split?: (text: string) => ComponentChildren
}

/** Renders text from a host or a message, in an element that holds nothing else. No other component may render it. */
export function HostText({ text, split = String }: HostTextProps) {
  return <bdi class="host-text">{split(text)}</bdi>
}
