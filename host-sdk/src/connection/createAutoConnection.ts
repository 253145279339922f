import { isOpenKeyError } from '@openkey/protocol'
import {
  createWidgetConnection,
  type WidgetConnection,
  type WidgetConnectionOptions,
} from './createWidgetConnection.ts'

/**
 * Connects to the widget in a frame, and in a window if the widget reports that it needs one for this origin's
 * approval. The window must open during the app's own click; it shares the frame's storage. If the browser blocks the
 * window, the frame offers a button instead.
 */
export function createAutoConnection(options: WidgetConnectionOptions): WidgetConnection {
  const { page, settings, onPresent } = options
  const frame = createWidgetConnection(options)
  const window = createWidgetConnection({
    ...options,
    settings: { ...settings, presentation: 'window' },
    onPresent: ({ name }) => onPresent({ name, reason: 'approval' }),
  })
  let shown: WidgetConnection | undefined

  function show(): WidgetConnection {
    if (frame.needsWindow() && !page.isIsolated) {
      try {
        window.show()
        return window
      } catch (error) {
        if (!isOpenKeyError(error, 'popup_blocked')) throw error
        window.disconnect(error)
      }
    }
    frame.show()
    return frame
  }

  return {
    ...frame,
    show() {
      if (shown === undefined) shown = show()
      else shown.show()
    },
    hide() {
      shown?.hide()
      shown = undefined
    },
    isVisible: () => (shown ?? frame).isVisible(),
    setCloseable: (isCloseable) => (shown ?? frame).setCloseable(isCloseable),
    channel: () => (shown ?? frame).channel(),
    disconnect(error) {
      window.disconnect(error)
      frame.disconnect(error)
      shown = undefined
    },
  }
}
