import type { ComponentChildren } from 'preact'
import { commonText } from '../text/en/commonText.ts'
import { Icon } from './Icon.tsx'
import { onTrusted } from './onTrusted.ts'

const keyPath = 'M3.5 12a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M12.5 12H21m-2.5 0v3.5m-3-3.5v2.5'
const closePath = 'M6 6l12 12M18 6L6 18'

export type ScreenProps = {
  readonly title: ComponentChildren
  /** Absent if the screen cannot be closed. */
  readonly onClose?: (() => void) | undefined
  /** Buttons, which stay in view at the bottom. */
  readonly actions?: ComponentChildren
  readonly children?: ComponentChildren
  /** Whether another element takes the focus, such as an input. @default false */
  readonly hasOwnFocus?: boolean
  readonly kind?: 'plain' | 'centered'
}

/**
 * Layout of all screens. The heading takes the focus when a screen appears: screen readers announce it, and a key press
 * for the previous screen does not reach a button of this one.
 */
export function Screen({ title, onClose, actions, children, hasOwnFocus = false, kind = 'plain' }: ScreenProps) {
  return (
    <div class={`screen screen-${kind}`}>
      <header class="bar" data-measure>
        <span class="brand">
          <Icon path={keyPath} />
          {commonText.product}
        </span>
        {onClose && (
          <button type="button" class="close" aria-label={commonText.close} onClick={onTrusted(onClose)}>
            <Icon path={closePath} />
          </button>
        )}
      </header>
      <main class="body">
        <div class="content" data-measure>
          <h1 class="title" tabIndex={-1} ref={hasOwnFocus ? null : takeFocus}>
            {title}
          </h1>
          {children}
        </div>
      </main>
      {actions && (
        <footer class="actions" data-measure>
          {actions}
        </footer>
      )}
    </div>
  )
}

/** Waits for the browser's own layout: to take the focus at once would make it lay out the screen twice. */
function takeFocus(element: HTMLElement | null): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) element?.focus({ preventScroll: true })
  })
}
