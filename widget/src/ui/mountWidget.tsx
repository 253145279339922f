import type { OpenKeyError } from '@openkey/protocol'
import { render } from 'preact'
import { WidgetView, type WidgetViewProps } from './WidgetView.tsx'

export type MountedWidget = {
  /** Renders synchronously, because browsers do not run animation frames in hidden frames. */
  show(props: WidgetViewProps): void
  /** Shows why the widget cannot be used on this page. */
  showBlocked(error: OpenKeyError): Promise<void>
}

export function mountWidget(root: HTMLElement): MountedWidget {
  return {
    show: (props) => render(<WidgetView {...props} />, root),
    async showBlocked(error) {
      const chunk = await import('./showFailure.tsx')
      await chunk.showFailure(error, root)
    },
  }
}

/**
 * Moves the focus to the input or heading of a screen when the frame receives focus, because a screen that was rendered
 * in a hidden frame could not take it. Never focuses a button.
 */
export function restoreFocus(root: HTMLElement): void {
  root.ownerDocument.defaultView?.addEventListener('focus', () => {
    if (root.contains(document.activeElement)) return
    root.querySelector<HTMLElement>('.field, .title')?.focus({ preventScroll: true })
  })
}

/**
 * Reports the height of the content, in CSS pixels, whenever it changes. Measures the parts marked `data-measure`
 * instead of the page, which is always at least as tall as the frame.
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
