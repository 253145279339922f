import type { ComponentChildren } from 'preact'

type ScrollAreaProps = {
  /** Name for screen readers. */
  readonly label: string
  /** `code` is a box of its own. @default 'scroll' */
  readonly look?: 'scroll' | 'code'
  readonly children: ComponentChildren
}

/** Content that scrolls within its area, also with the keyboard. */
export function ScrollArea({ label, look = 'scroll', children }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: users of a keyboard can scroll only what takes the focus.
    <section class={look} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
