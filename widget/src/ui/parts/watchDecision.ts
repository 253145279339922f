import type { GateEvent } from '../../domain/approval/approveGate.ts'
import { tolerancePx, watchOcclusion } from './watchOcclusion.ts'

export type DecisionWatch = {
  /** Checks again for changes that fire no event. */
  look(): void
  /** Reports a press, after everything else that is known at that moment. */
  press(): void
  stop(): void
}

export type DecisionWatchOptions = {
  /** Contains the button, and everything that the user must see before pressing it. */
  readonly element: HTMLElement
  readonly onEvent: (event: GateEvent) => void
  /** Clock, in milliseconds since any fixed moment. @default performance.now */
  readonly now?: () => number
}

/** Reports everything that happens to an element in which the user decides. */
export function watchDecision({
  element,
  onEvent,
  now = () => performance.now(),
}: DecisionWatchOptions): DecisionWatch {
  const page = element.ownerDocument
  const window = page.defaultView ?? globalThis.window
  const ended = new AbortController()
  const { signal } = ended
  const isEverythingRead = watchReading(element)
  const read = () => onEvent({ type: 'read', at: now(), isRead: isEverythingRead() })
  const tell = (type: Exclude<GateEvent['type'], 'measured' | 'observed' | 'read'>) => {
    onEvent({ type, at: now() })
    if (type !== 'pressed') read()
  }

  const measure = () => {
    const { devicePixelRatio, innerWidth: widthPx, innerHeight: heightPx } = window
    onEvent({ type: 'measured', at: now(), devicePixelRatio, widthPx, heightPx })
  }
  const occlusion = watchOcclusion(element, (isClean) => onEvent({ type: 'observed', at: now(), isClean }))

  measure()
  tell('shown')
  const sizes = new ResizeObserver(() => tell('resized'))
  sizes.observe(element)
  const changes = new MutationObserver(() => tell('contentChanged'))
  const attributeFilter = ['open', 'hidden']
  changes.observe(element, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter })

  const onResize = () => {
    measure()
    tell('resized')
  }
  window.addEventListener('resize', onResize, { signal })
  page.addEventListener('scroll', () => tell('scrolled'), { signal, capture: true, passive: true })
  page.addEventListener('visibilitychange', () => tell(page.hidden ? 'pageHidden' : 'pageVisible'), { signal })

  // A press moves the focus into the frame. Any other change of focus may be an attempt to catch the next press or key.
  // A window that gains focus may have been covered by another.
  const isFrame = window.parent !== window
  let isPointerDown = false
  const onPointer = ({ type }: Event) => {
    isPointerDown = type === 'pointerdown'
  }
  for (const type of ['pointerdown', 'pointerup', 'pointercancel']) {
    window.addEventListener(type, onPointer, { signal, capture: true })
  }
  window.addEventListener('focus', () => (isFrame && isPointerDown) || tell('focused'), { signal })

  return {
    look() {
      measure()
      occlusion.look()
    },
    press() {
      measure()
      read()
      tell('pressed')
    },
    stop() {
      ended.abort()
      sizes.disconnect()
      changes.disconnect()
      occlusion.stop()
    },
  }
}

/**
 * Tracks whether each line marked `data-must-read` has been inside the viewport, above the actions that stay in view.
 * A line that is taller than that space counts once both of its ends have been in view.
 * @returns a function that looks at what is in view now, and returns whether every such line has been in view
 */
function watchReading(element: HTMLElement): () => boolean {
  const page = element.ownerDocument
  const ends = new WeakMap<Element, { top: boolean; bottom: boolean }>()
  return () => {
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
  }
}

/** Height of the viewport that the actions cover while they stay in view. */
function stickyHeight(element: HTMLElement): number {
  const actions = element.querySelector('.actions')
  if (!actions || getComputedStyle(actions).position !== 'sticky') return 0
  return actions.getBoundingClientRect().height
}
