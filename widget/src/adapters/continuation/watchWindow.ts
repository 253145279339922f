import { type Clock, OpenKeyError } from '@openkey/protocol'
import { openerSevered } from './openWindow.ts'

/** Interval at which the window is polled, in milliseconds: browsers send no event when it closes. */
const pollIntervalMs = 200

export type WatchWindowOptions = {
  readonly opened: Window
  readonly clock: Clock
  /** Called once: `user_rejected`, `opener_severed` or `channel_closed`. */
  readonly onEnd: (error: OpenKeyError) => void
}

export type WindowWatch = {
  /** Marks the handover as claimed. A window that closes before that most likely could not reach this page. */
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
    if (hasUnloaded) return onEnd(new OpenKeyError('channel_closed', 'The window navigated or reloaded.'))
    undo = clock.after(pollIntervalMs, look)
  }

  return {
    markClaimed() {
      isClaimed = true
      opened.addEventListener('pagehide', () => {
        hasUnloaded = true
        // Closing also unloads the document. The next poll tells which of the two happened.
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
