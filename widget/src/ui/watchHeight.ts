/**
 * Reports the height of the content, in CSS pixels, whenever it changes. Measures the parts marked `data-measure` instead of
 * the page, which is always at least as tall as the frame.
 * @returns a function that stops watching
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
