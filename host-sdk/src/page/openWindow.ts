import { OpenKeyError } from '@openkey/protocol'
import type { WidgetView, WidgetViewOptions } from './hostPage.ts'
import { listenToWidget } from './listenToWidget.ts'

/** Browsers do not report that a window was closed, so the SDK polls. */
const closedPollMs = 250

/** Opens the widget in a window on `show`, and closes it on `hide`. */
export function openWindow({ url, origin, onMessage, onRemoved }: WidgetViewOptions): WidgetView {
  let opened: Window | null = null
  const stopListening = listenToWidget(() => opened, onMessage)
  const poll = setInterval(() => opened?.closed && onRemoved(), closedPollMs)

  return {
    show() {
      opened ??= open(url, '', 'popup,width=420,height=640')
      if (!opened) throw new OpenKeyError('popup_blocked', 'The browser blocked the window.')
      opened.focus()
    },
    hide: onRemoved,
    detectRemoval() {},
    isVisible: () => true,
    setCloseable() {},
    offerWindow: () => () => {},
    resize() {},
    post(message, ports) {
      opened?.postMessage(message, origin, [...ports])
    },
    remove() {
      clearInterval(poll)
      stopListening()
      opened?.close()
    },
  }
}
