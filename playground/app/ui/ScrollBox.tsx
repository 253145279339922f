import type { ComponentChildren } from 'preact'
import { ScrollArea } from './ScrollArea.tsx'

type ScrollBoxProps = {
  /** Name for screen readers. */
  readonly label: string
  readonly testId?: string
  readonly children: ComponentChildren
}

/** A text that scrolls within its box, also with the keyboard. */
export function ScrollBox({ label, testId, children }: ScrollBoxProps) {
  return (
    <ScrollArea look="code" label={label}>
      <pre data-testid={testId}>{children}</pre>
    </ScrollArea>
  )
}
