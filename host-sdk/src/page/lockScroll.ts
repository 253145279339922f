import { adoptStyles } from './adoptStyles.ts'

/**
 * Keeps the page behind a dialog where it is: a gutter where there is no scrollbar to replace would move it.
 * @returns its undo
 */
export function lockScroll(): () => void {
  const hasScrollbar = innerWidth > document.documentElement.clientWidth
  return adoptStyles(document, `:root{overflow:hidden;${hasScrollbar ? 'scrollbar-gutter:stable' : ''}}`)
}
