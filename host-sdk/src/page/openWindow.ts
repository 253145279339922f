import { OpenKeyError } from '@openkey/protocol'
import { hearWidget } from './hearWidget.ts'
import type { Surface, SurfaceOptions } from './hostPage.ts'

/** No browser says that a window was closed, so one looks, this often in milliseconds. */
const lookEveryMs = 250

/** The widget in a window of its own, which opens when it is shown and closes when it is hidden. */
export function openWindow({ url, origin, onMessage, onRemoved }: SurfaceOptions): Surface {
  let opened: Window | null = null
  const stopHearing = hearWidget(() => opened, onMessage)
  const look = setInterval(() => opened?.closed && onRemoved(), lookEveryMs)

  return {
    show() {
      opened ??= open(url, '', 'popup,width=420,height=640')
      if (!opened) throw new OpenKeyError('popup_blocked', 'The browser blocked the window.')
      opened.focus()
    },
    hide: onRemoved,
    look() {},
    isVisible: () => true,
    setCloseable() {},
    offerWindow: () => () => {},
    resize() {},
    post(message, ports) {
      opened?.postMessage(message, origin, [...ports])
    },
    remove() {
      clearInterval(look)
      stopHearing()
      opened?.close()
    },
  }
}
