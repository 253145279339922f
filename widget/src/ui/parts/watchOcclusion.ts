/** Chromium's own least; it looks no more often than this, in milliseconds. */
const delayMs = 100

/** Rounding of layout, in CSS pixels. */
const tolerancePx = 1.5

/** Fine enough to notice when a strip is cut off. */
const thresholds = Array.from({ length: 41 }, (_, index) => index / 40)

export type OcclusionWatch = {
  /** Looks afresh: the answer is at most one look of the browser old. */
  look(): void
  stop(): void
}

/**
 * Watches whether an element is seen as it was drawn: wholly inside what the embedding pages show, and, where the
 * browser has version 2 of IntersectionObserver, with nothing over it and no effect upon it. That version is blind to
 * masks, holes in a clip-path, zoom and movement.
 */
export function watchOcclusion(element: Element, onLook: (isClean: boolean) => void): OcclusionWatch {
  // Not every library of types knows the second version.
  const options: IntersectionObserverInit = { threshold: thresholds, ...{ trackVisibility: true, delay: delayMs } }
  const watch = () => {
    const observer = new IntersectionObserver((entries) => {
      const last = entries[entries.length - 1]
      if (last) onLook(isUncovered(last) && isWhole(last))
    }, options)
    observer.observe(element)
    return observer
  }
  let observer = watch()
  return {
    look() {
      observer.disconnect()
      observer = watch()
    },
    stop: () => observer.disconnect(),
  }
}

function isUncovered(entry: IntersectionObserverEntry & { readonly isVisible?: boolean }): boolean {
  return entry.isVisible ?? entry.isIntersecting
}

/** Of an element longer than the frame, what the frame has room for. */
function isWhole({ boundingClientRect, intersectionRect, target }: IntersectionObserverEntry): boolean {
  const { clientWidth, clientHeight } = target.ownerDocument.documentElement
  const widthPx = Math.min(boundingClientRect.right, clientWidth) - Math.max(boundingClientRect.left, 0)
  const heightPx = Math.min(boundingClientRect.bottom, clientHeight) - Math.max(boundingClientRect.top, 0)
  return intersectionRect.width >= widthPx - tolerancePx && intersectionRect.height >= heightPx - tolerancePx
}
