import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'

/** Renders text from a host or a message, in an element that holds nothing else. No other component may render it. */
export function HostText({ text }: { readonly text: DisplayText }) {
  return <bdi class="host-text">{text}</bdi>
}
