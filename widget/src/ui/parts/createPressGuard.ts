/** A press counts only after what it approves was in view for this long, in milliseconds. */
const shownForMs = 500

export type PressGuard = {
  /** Whether a press at this moment is one by somebody who had the time to see what it does. */
  admits(): boolean
  stop(): void
}

/** Watches whether an element is in view, and since when. */
export function createPressGuard(element: Element, now: () => number = () => performance.now()): PressGuard {
  let shownAt = Number.POSITIVE_INFINITY
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting } of entries) shownAt = isIntersecting ? now() : Number.POSITIVE_INFINITY
  })
  observer.observe(element)
  return { admits: () => now() - shownAt >= shownForMs, stop: () => observer.disconnect() }
}
