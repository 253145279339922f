import {
  type Channel,
  type Clock,
  OpenKeyError,
  type Reject,
  type WidgetMethods,
  withDeadline,
} from '@openkey/protocol'
import type { Continuation, ContinuedRequest } from '../../ports/continuation.ts'
import type { Host } from '../../ports/host.ts'
import type { Connection } from '../host/answerHandshake.ts'
import { connectWindow } from './connectWindow.ts'
import type { Handover } from './handover.ts'
import { openerSevered, openWindow } from './openWindow.ts'

export type ContinuationOptions = {
  /** The frame. */
  readonly window: Window
  readonly connection: Pick<Connection, 'boundOrigin' | 'version' | 'connect'>
  readonly storage: Handover['storage']
  readonly host: Pick<Host, 'offerWindow'>
  readonly clock: Clock
}

/** Time that a window stays open after a `connect`, for the signature that usually follows, in milliseconds. */
const keepOpenMs = 3_000

type OpenWindow = {
  readonly channel: Promise<Channel<WidgetMethods>>
  /** Called when the window closes by itself. */
  onEnd: Reject
  readonly close: () => void
}

/**
 * Goes on in a window: it serves this frame as the frame serves its host, over a guarded channel of its own, for the
 * origin this frame has pinned. Whatever ends the call closes the window; after a `connect`, and after a choice of
 * permissions, it stays for a moment, so that signing in takes one window.
 */
export function createContinuation(options: ContinuationOptions): Continuation {
  const { window: frame, host, clock } = options
  let kept: { readonly window: OpenWindow; readonly stop: () => void } | undefined

  function takeKeptWindow(): OpenWindow | undefined {
    kept?.stop()
    const taken = kept?.window
    kept = undefined
    return taken
  }

  function keep(window: OpenWindow): void {
    const close = () => {
      if (kept?.window === window) kept = undefined
      window.close()
    }
    window.onEnd = close
    kept = { window, stop: clock.after(keepOpenMs, close) }
  }

  async function open({ requestId, isReused }: ContinuedRequest, signal: AbortSignal): Promise<OpenWindow> {
    const taken = takeKeptWindow()
    if (taken) return taken
    if (isReused) throw new OpenKeyError('popup_blocked', 'The window of the previous request has been closed.')
    await host.offerWindow({ requestId })
    if (signal.aborted) throw new OpenKeyError('aborted', 'The request was aborted.')
    return openContinuation(frame, options)
  }

  return {
    async run(continued, { signal }) {
      const window = await open(continued, signal)
      let isKept = false
      try {
        const value = await withDeadline({ clock, signals: [signal] }, async (fail) => {
          window.onEnd = fail
          return ask(await window.channel, continued)
        })
        isKept = !('signature' in value)
        return value
      } finally {
        if (isKept) keep(window)
        else window.close()
      }
    },
  }
}

function openContinuation(frame: Window, { connection, storage, clock }: ContinuationOptions): OpenWindow {
  const opened = openWindow(frame)
  const { markClaimed, stop } = watchWindow({ opened, clock, onEnd: (error) => continuation.onEnd(error) })
  const { ready, end } = connectWindow({ frame, opened, connection, storage, clock, onClaimed: markClaimed })
  // The host detects by itself that the frame is removed, so no answer is sent at that point.
  const closeWindow = () => opened.close()
  const close = () => {
    frame.removeEventListener('pagehide', closeWindow)
    stop()
    end()
    closeWindow()
  }
  frame.addEventListener('pagehide', closeWindow)
  const continuation: OpenWindow = { channel: ready, onEnd: () => {}, close }
  return continuation
}

function ask(channel: Channel<WidgetMethods>, { request, requestId, chainId }: ContinuedRequest) {
  const withoutTimeout = { timeoutMs: Number.POSITIVE_INFINITY }
  if (request.kind === 'connect') return channel.call('connect', { requestId, chainId }, withoutTimeout)
  const { message, keyId, canNarrow } = request
  const input = {
    requestId,
    message,
    ...(keyId !== undefined && { keyId }),
    ...(canNarrow && { canNarrow: true as const }),
  }
  return channel.call('signSiwe', input, withoutTimeout)
}

/** Interval at which the window is polled, in milliseconds: browsers send no event when it closes. */
const pollIntervalMs = 200

type WatchWindowOptions = {
  readonly opened: Window
  readonly clock: Clock
  /** Called once: `user_rejected`, `opener_severed` or `channel_closed`. */
  readonly onEnd: (error: OpenKeyError) => void
}

type WindowWatch = {
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
