/**
 * Adds a constructable sheet, which a page's strict CSP allows.
 * @returns its undo
 */
export function adoptStyles(root: DocumentOrShadowRoot, styles: string): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets.push(sheet)
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
