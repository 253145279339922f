/**
 * Keeps the page behind a dialog where it is: a gutter where there is no scrollbar to replace would move it.
 * @returns its undo
 */
export function lockScroll(): () => void {
  const hasScrollbar = innerWidth > document.documentElement.clientWidth
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`:root{overflow:hidden;${hasScrollbar ? 'scrollbar-gutter:stable' : ''}}`)
  document.adoptedStyleSheets.push(sheet)
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
