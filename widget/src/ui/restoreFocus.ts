/**
 * Moves the focus to the input or heading of a screen when the frame receives focus, because a screen that was rendered in a
 * hidden frame could not take it. Never focuses a button.
 */
export function restoreFocus(root: HTMLElement): void {
  root.ownerDocument.defaultView?.addEventListener('focus', () => {
    if (root.contains(document.activeElement)) return
    root.querySelector<HTMLElement>('.field, .title')?.focus({ preventScroll: true })
  })
}
