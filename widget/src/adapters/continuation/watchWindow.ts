import { type Clock, OpenKeyError } from '@openkey/protocol'
import { openerSevered } from './openWindow.ts'

/** No event tells that a window was closed, so it is looked at this often, in milliseconds. */
const pollIntervalMs = 200

export type WatchWindowOptions = {
  readonly opened: Window
  readonly clock: Clock
  /** Called once: `user_rejected`, `opener_severed` or `channel_closed`. */
  readonly onEnd: (error: OpenKeyError) => void
}

export type WindowWatch = {
  /** The window has reached this page. Until then its end is nobody's no: most likely it never could. */
  readonly markClaimed: () => void
  readonly stop: () => void
}

/** Watches a window until it is closed, or its document goes away. */
export function watchWindow({ opened, clock, onEnd }: WatchWindowOptions): WindowWatch {
  let isClaimed = false
  let hasUnloaded = false
  let undo = clock.after(pollIntervalMs, look)

  function look() {
    if (opened.closed) return onEnd(isClaimed ? windowClosed() : openerSevered())
    if (hasUnloaded) return onEnd(new OpenKeyError('channel_closed', 'The window was loaded again.'))
    undo = clock.after(pollIntervalMs, look)
  }

  return {
    markClaimed() {
      isClaimed = true
      opened.addEventListener('pagehide', () => {
        hasUnloaded = true
        // Closing unloads, too: which of the two it was shows in a moment.
        undo()
        undo = clock.after(pollIntervalMs, look)
      })
    },
    stop: () => undo(),
  }
}

function windowClosed(): OpenKeyError {
  return new OpenKeyError('user_rejected', 'The window was closed.', { details: { how: 'window_closed' } })
}
