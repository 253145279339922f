/**
 * Reports the height the content wants, in CSS pixels, whenever it changes. The parts marked `data-measure` are
 * measured, not the page: it is at least as tall as the frame, and would never shrink again.
 * @returns its undo
 */
export function watchHeight(root: HTMLElement, onHeight: (heightPx: number) => void): () => void {
  let lastPx = 0
  const report = () => {
    const heightPx = Math.ceil(parts().reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))
    if (heightPx === 0 || heightPx === lastPx) return
    lastPx = heightPx
    onHeight(heightPx)
  }
  const parts = () => [...root.querySelectorAll('[data-measure]')]
  const sizes = new ResizeObserver(report)
  const screens = new MutationObserver(() => {
    sizes.disconnect()
    for (const part of parts()) sizes.observe(part)
  })
  screens.observe(root, { childList: true, subtree: true })
  return () => {
    sizes.disconnect()
    screens.disconnect()
  }
}
