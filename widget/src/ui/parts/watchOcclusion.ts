/** Shortest delay between two observations in Chromium, in milliseconds. */
const delayMs = 100

/** Tolerance for layout rounding, in CSS pixels. */
export const tolerancePx = 1.5

/** Fine enough to detect that a strip is cut off. */
const thresholds = Array.from({ length: 41 }, (_, index) => index / 40)

export type OcclusionWatch = {
  /** Observes again with a new observer. */
  look(): void
  stop(): void
}

/**
 * Watches whether an element is fully visible in the embedding pages and, in browsers with version 2 of
 * IntersectionObserver, uncovered and without visual effects. Version 2 does not detect masks, holes in a clip-path,
 * zoom and movement.
 */
export function watchOcclusion(element: Element, onLook: (isClean: boolean) => void): OcclusionWatch {
  // Some type libraries lack version 2.
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

/** Returns the part of an element that fits into the frame. */
function isWhole({ boundingClientRect, intersectionRect, target }: IntersectionObserverEntry): boolean {
  const { clientWidth, clientHeight } = target.ownerDocument.documentElement
  const widthPx = Math.min(boundingClientRect.right, clientWidth) - Math.max(boundingClientRect.left, 0)
  const heightPx = Math.min(boundingClientRect.bottom, clientHeight) - Math.max(boundingClientRect.top, 0)
  return intersectionRect.width >= widthPx - tolerancePx && intersectionRect.height >= heightPx - tolerancePx
}
