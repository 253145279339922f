import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { breakable } from './breakable.tsx'
import { HostText } from './HostText.tsx'

/** Number of characters that fit one line, even on a narrow screen. */
const oneLine = 24

/** Renders text that may be longer than a line, such as a path, a CID or a DID, which then breaks after its parts. */
export function LongHostText({ text }: { readonly text: DisplayText }) {
  return text.length > oneLine ? <HostText text={text} split={breakable} /> : <HostText text={text} />
}
