import { type Clock, OpenKeyError, settleOnce } from '@openkey/protocol'
import type { Continuation } from '../ports/continuation.ts'
import type { Host } from '../ports/host.ts'
import type { Connection } from './answerHandshake.ts'
import { greetWindow } from './greetWindow.ts'
import type { Handover } from './handover.ts'
import { openWindow } from './openWindow.ts'
import { watchWindow } from './watchWindow.ts'

export type ContinuationOptions = {
  /** The frame. */
  readonly window: Window
  readonly connection: Pick<Connection, 'boundOrigin' | 'version' | 'connect'>
  readonly storage: Handover['storage']
  readonly host: Pick<Host, 'offerWindow'>
  readonly clock: Clock
}

/**
 * Goes on in a window: it serves this frame as the frame serves its host, over a guarded channel of its own, for the
 * origin this frame has pinned. Whatever ends the call closes the window.
 */
export function createContinuation({
  window: frame,
  connection,
  storage,
  host,
  clock,
}: ContinuationOptions): Continuation {
  return {
    async run({ request, requestId, chainId }, { signal }) {
      await host.offerWindow({ requestId })
      if (signal.aborted) throw new OpenKeyError('aborted', 'The request was withdrawn.')
      const opened = openWindow(frame)
      const close = () => opened.close()
      const undo = [close]
      frame.addEventListener('pagehide', close)
      undo.push(() => frame.removeEventListener('pagehide', close))
      try {
        return await settleOnce({ clock, signal }, async (fail) => {
          const { noteTaken, stop } = watchWindow({ opened, clock, onEnd: fail })
          undo.push(stop)
          const { ready, end } = greetWindow({ frame, opened, connection, storage, clock, onTaken: noteTaken })
          undo.push(end)
          const channel = await ready
          const unhurried = { timeoutMs: Number.POSITIVE_INFINITY }
          if (request.kind === 'connect') return channel.call('connect', { requestId, chainId }, unhurried)
          const { message, keyId } = request
          return channel.call('signSiwe', { requestId, message, ...(keyId !== undefined && { keyId }) }, unhurried)
        })
      } finally {
        for (const run of undo) run()
      }
    },
  }
}
