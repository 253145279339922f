import type { ComponentChildren } from 'preact'
import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'

type HostTextProps = {
  readonly text: DisplayText
  /** `text` with the places where a line may break. */
  readonly children?: ComponentChildren
}

/** Renders text from a host or a message, in an element that holds nothing else. No other component may render it. */
export function HostText({ text, children = text }: HostTextProps) {
  return <bdi class="host-text">{children}</bdi>
}
