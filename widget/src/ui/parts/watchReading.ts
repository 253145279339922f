/** Tolerance for layout rounding, in CSS pixels. */
const tolerancePx = 1.5

export type ReadingWatch = {
  /** Checks what is in view now. @returns whether every must-read line has been in view */
  look(): boolean
}

/**
 * Tracks whether each line marked `data-must-read` has been inside the viewport, above the actions that stay in view.
 * A line that is taller than that space counts once both of its ends have been in view.
 */
export function watchReading(element: HTMLElement): ReadingWatch {
  const page = element.ownerDocument
  const ends = new WeakMap<Element, { top: boolean; bottom: boolean }>()
  return {
    look() {
      const bottomPx = page.documentElement.clientHeight - stickyHeight(element)
      let isRead = true
      for (const line of element.querySelectorAll('[data-must-read]')) {
        const { top, bottom, height } = line.getBoundingClientRect()
        const seen = ends.get(line) ?? { top: false, bottom: false }
        const isInView = (edge: number) => height > 0 && edge >= -tolerancePx && edge <= bottomPx + tolerancePx
        seen.top ||= isInView(top)
        seen.bottom ||= isInView(bottom)
        ends.set(line, seen)
        isRead &&= seen.top && seen.bottom
      }
      return isRead
    },
  }
}

/** Height of the viewport that the actions cover while they stay in view. */
function stickyHeight(element: HTMLElement): number {
  const actions = element.querySelector('.actions')
  if (!actions || getComputedStyle(actions).position !== 'sticky') return 0
  return actions.getBoundingClientRect().height
}
