/** The typeface of every screen. `widget.css` names the same one. */
export const typeface = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif'

/** The weights of the first screen. `widget.css` uses these for text, buttons and headings. */
export const weights = [400, 600, 650]

/**
 * Loads the fonts of the first screen. A hidden frame has no layout, so the browser would look for them only once the
 * frame is shown, which delays its first paint.
 */
export function prefetchFonts(canvas = document.createElement('canvas')): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  for (const weight of weights) {
    context.font = `${weight} 16px ${typeface}`
    context.measureText('Sign in')
  }
}
