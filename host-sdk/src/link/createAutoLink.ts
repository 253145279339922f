import { isOpenKeyError } from '@openkey/protocol'
import { createLink, type Link, type LinkOptions } from './createLink.ts'

/**
 * The widget in a frame, and in a window if the widget has reported that it needs one for this origin's approval. The
 * window opens in the app's own click and works on the frame's storage. If the browser blocks it, the frame offers one.
 */
export function createAutoLink(options: LinkOptions): Link {
  const { page, settings, onPresent } = options
  const frame = createLink(options)
  const window = createLink({
    ...options,
    settings: { ...settings, presentation: 'window' },
    onPresent: ({ name }) => onPresent({ name, reason: 'approval' }),
  })
  let shown: Link | undefined

  function show(): Link {
    if (frame.asksInWindow() && !page.isIsolated) {
      try {
        window.show()
        return window
      } catch (error) {
        if (!isOpenKeyError(error, 'popup_blocked')) throw error
        window.drop(error)
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
    drop(error) {
      window.drop(error)
      frame.drop(error)
      shown = undefined
    },
  }
}
