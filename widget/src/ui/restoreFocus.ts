/**
 * A screen that was drawn while the frame was hidden could not take the focus. It gets it when the frame does:
 * its field or its heading, never a button.
 */
export function restoreFocus(root: HTMLElement): void {
  root.ownerDocument.defaultView?.addEventListener('focus', () => {
    if (root.contains(document.activeElement)) return
    root.querySelector<HTMLElement>('.field, .title')?.focus({ preventScroll: true })
  })
}
